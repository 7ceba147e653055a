internal import CLoracKernels

extension FrozenMatrix {
  /// The weights as kernels take them.
  var kernelWeights: lorac_weights {
    lorac_weights(numbers: numbers, type: type.kernelType, outputs: outputs, inputs: inputs, taps: taps)
  }

  /// The numbers of scratch that `project` and `projectBack` need with `workers` workers.
  package func scratchCount(workers: Int) -> Int { workers * PanelLevel.scratchCount(taps: 1) }

  /// y = x · Wᵀ + bias + beta · y, beta being 0 or 1; for weights with one tap.
  ///
  /// - Shape: x [rows, inputs], y [rows, outputs]; scratch `scratchCount(workers:)` numbers.
  package func project(
    _ x: Matrix, bias: FrozenVector? = nil, beta: Float = 0, into y: Matrix, _ workers: Workers, scratch: FloatRegion
  ) {
    project(x, bias: bias, beta: beta, into: y, level: .best, workers, scratch: scratch)
  }

  func project(
    _ x: Matrix, bias: FrozenVector?, beta: Float, into y: Matrix, level: PanelLevel, _ workers: Workers,
    scratch: FloatRegion
  ) {
    precondition(taps == 1 && x.columns == inputs && y.columns == outputs && x.rows == y.rows, "matrices that fit")
    precondition(!x.isTransposed && !y.isTransposed && (beta == 0 || beta == 1), "rows that are written or added to")
    let shares = ProductShares(rows: y.rows, columns: outputs, level: level, workers: workers.count)
    precondition(scratch.count >= scratchCount(workers: workers.count), "scratch for each worker")
    let room = scratch.count / workers.count
    workers.parts(shares.count) { part, worker in
      var (weights, share) = (kernelWeights, shares[part])
      var rows = lorac_rows(values: x.region.base, stride: x.stride, places: nil, segments: 1)
      lorac_project(
        level.kernelLevel, &weights, &rows, share.rows.lowerBound, share.rows.upperBound, share.columns.lowerBound,
        share.columns.upperBound, bias?.base, beta, y.region.base, y.stride, scratch.base + worker * room)
    }
  }

  /// dx = dy · W + beta · dx, beta being 0 or 1; for weights with one tap.
  ///
  /// - Shape: dy [rows, outputs], dx [rows, inputs]; scratch `scratchCount(workers:)` numbers.
  package func projectBack(_ dy: Matrix, beta: Float = 0, into dx: Matrix, _ workers: Workers, scratch: FloatRegion) {
    projectBack(dy, beta: beta, into: dx, level: .best, workers, scratch: scratch)
  }

  func projectBack(
    _ dy: Matrix, beta: Float, into dx: Matrix, level: PanelLevel, _ workers: Workers, scratch: FloatRegion
  ) {
    precondition(taps == 1 && dx.columns == inputs && dy.columns == outputs && dx.rows == dy.rows, "matrices that fit")
    precondition(!dx.isTransposed && !dy.isTransposed && (beta == 0 || beta == 1), "rows that are written or added to")
    let shares = ProductShares(rows: dx.rows, columns: inputs, level: level, workers: workers.count)
    precondition(scratch.count >= scratchCount(workers: workers.count), "scratch for each worker")
    let room = scratch.count / workers.count
    workers.parts(shares.count) { part, worker in
      var (weights, share) = (kernelWeights, shares[part])
      var rows = lorac_rows(values: dy.region.base, stride: dy.stride, places: nil, segments: 1)
      lorac_project_back(
        level.kernelLevel, &weights, &rows, share.rows.lowerBound, share.rows.upperBound, share.columns.lowerBound,
        share.columns.upperBound, beta, dx.region.base + share.columns.lowerBound, dx.stride,
        scratch.base + worker * room)
    }
  }
}
