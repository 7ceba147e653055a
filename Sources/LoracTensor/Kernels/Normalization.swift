internal import CLoracKernels

/// Group normalization over pictures of [pixels, channels], optionally followed by a SiLU.
package struct GroupNormalization: Sendable {
  /// How many groups the channels form.
  package let groups: Int
  /// What is added to the variance.
  package let epsilon: Float
  /// Whether the result goes through a SiLU.
  package let silu: Bool
  /// Frozen scale, one number per channel.
  package let weight: FrozenVector
  /// Frozen shift, one number per channel.
  package let bias: FrozenVector

  /// A normalization of as many channels as `weight` has; `groups` divides them, and they are at most 8192.
  package init(groups: Int, epsilon: Float, silu: Bool, weight: FrozenVector, bias: FrozenVector) {
    precondition(weight.count == bias.count && weight.count % groups == 0, "groups that divide the channels")
    precondition(weight.count <= Int(LORAC_MAXIMUM_CHANNELS), "too many channels")
    self.groups = groups
    self.epsilon = epsilon
    self.silu = silu
    self.weight = weight
    self.bias = bias
  }

  /// result = normalized x; `statistics` receives means and inverse deviations.
  ///
  /// - Shape: x, result [pictures · pixels, channels]; statistics 2 · pictures · groups.
  package func apply(_ x: Matrix, pictures: Int, statistics: FloatRegion, into result: Matrix, _ workers: Workers) {
    check(x, pictures: pictures, statistics: statistics)
    let (source, y) = (x.numbers, result.numbers)
    precondition(source.count == y.count, "a normalization keeps the shape")
    let (pixels, channels, width) = (x.rows / pictures, x.columns, x.columns / groups)
    workers.split(pictures * groups) { range in
      for (picture, part) in byPicture(range) {
        let at = picture * pixels * channels
        let mean = statistics.base + picture * groups
        lorac_group_normalize(
          source.base + at, pixels, channels, width, part.lowerBound, part.upperBound, weight.base, bias.base, epsilon,
          silu, mean, mean + pictures * groups, y.base + at)
      }
    }
  }

  /// dx = beta · dx + the derivative times dy.
  ///
  /// - Shape: x, dy, dx [pictures · pixels, channels]; statistics as `apply` left them.
  package func applyBackward(
    _ x: Matrix, _ dy: Matrix, pictures: Int, statistics: FloatRegion, beta: Float, into dx: Matrix, _ workers: Workers
  ) {
    check(x, pictures: pictures, statistics: statistics)
    let (source, gradient, result) = (x.numbers, dy.numbers, dx.numbers)
    precondition(source.count == gradient.count && source.count == result.count, "a gradient has its value's shape")
    let (pixels, channels, width) = (x.rows / pictures, x.columns, x.columns / groups)
    workers.split(pictures * groups) { range in
      for (picture, part) in byPicture(range) {
        let at = picture * pixels * channels
        let mean = statistics.base + picture * groups
        lorac_group_normalize_backward(
          source.base + at, gradient.base + at, pixels, channels, width, part.lowerBound, part.upperBound, weight.base,
          bias.base, silu, mean, mean + pictures * groups, beta, result.base + at)
      }
    }
  }

  private func check(_ x: Matrix, pictures: Int, statistics: FloatRegion) {
    precondition(x.columns == weight.count && x.rows % pictures == 0, "pictures of the channels normalized")
    precondition(statistics.count == 2 * pictures * groups, "two numbers of statistics per picture and group")
  }

  /// A range of groups, counted through all pictures, as one range per picture.
  private func byPicture(_ range: Range<Int>) -> [(picture: Int, groups: Range<Int>)] {
    (range.lowerBound / groups..<(range.upperBound + groups - 1) / groups).map { picture in
      let part = range.clamped(to: picture * groups..<(picture + 1) * groups)
      return (picture, part.lowerBound - picture * groups..<part.upperBound - picture * groups)
    }
  }
}

/// Layer normalization: each row by itself.
package struct LayerNormalization: Sendable {
  /// What is added to the variance.
  package let epsilon: Float
  /// Frozen scale, one number per column.
  package let weight: FrozenVector
  /// Frozen shift, one number per column.
  package let bias: FrozenVector

  /// A normalization of rows as long as `weight`.
  package init(epsilon: Float, weight: FrozenVector, bias: FrozenVector) {
    precondition(weight.count == bias.count, "scale and shift of one length")
    self.epsilon = epsilon
    self.weight = weight
    self.bias = bias
  }

  /// result = normalized x; `statistics` receives means and inverse deviations.
  ///
  /// - Shape: x, result [rows, columns]; statistics 2 · rows.
  package func apply(_ x: Matrix, statistics: FloatRegion, into result: Matrix, _ workers: Workers) {
    precondition(x.columns == weight.count && statistics.count == 2 * x.rows, "rows of the length normalized")
    let (source, y) = (x.numbers, result.numbers)
    precondition(source.count == y.count, "a normalization keeps the shape")
    let (rows, width) = (x.rows, x.columns)
    workers.split(rows, least: max(1, smallestPart / width)) { range in
      let at = range.lowerBound * width
      let mean = statistics.base + range.lowerBound
      lorac_layer_normalize(
        source.base + at, range.count, width, weight.base, bias.base, epsilon, mean, mean + rows, y.base + at)
    }
  }

  /// dx = beta · dx + the derivative times dy.
  ///
  /// - Shape: x, dy, dx [rows, columns]; statistics as `apply` left them.
  package func applyBackward(
    _ x: Matrix, _ dy: Matrix, statistics: FloatRegion, beta: Float, into dx: Matrix, _ workers: Workers
  ) {
    precondition(x.columns == weight.count && statistics.count == 2 * x.rows, "rows of the length normalized")
    let (source, gradient, result) = (x.numbers, dy.numbers, dx.numbers)
    precondition(source.count == gradient.count && source.count == result.count, "a gradient has its value's shape")
    let (rows, width) = (x.rows, x.columns)
    workers.split(rows, least: max(1, smallestPart / width)) { range in
      let at = range.lowerBound * width
      let mean = statistics.base + range.lowerBound
      lorac_layer_normalize_backward(
        source.base + at, gradient.base + at, range.count, width, weight.base, mean, mean + rows, beta,
        result.base + at)
    }
  }
}
