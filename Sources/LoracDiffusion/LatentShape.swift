internal import CLoracKernels

/// The shape of a batch of latents.
///
/// Everywhere in lorac channels come last; kohya has them first, and draws random numbers in that order.
package struct LatentShape: Sendable, Hashable {
  package var batch: Int
  package var height: Int
  package var width: Int
  package var channels: Int

  /// Latents of `height`×`width`, which are eighths of the picture's sides.
  package init(batch: Int, height: Int, width: Int, channels: Int = 4) {
    self.batch = batch
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Pixels of one channel.
  var pixels: Int { height * width }
  /// Numbers of one picture.
  package var sampleCount: Int { pixels * channels }
  /// Numbers of the batch.
  package var count: Int { batch * sampleCount }

  /// The same numbers with channels last, from channels first.
  package func channelsLast(_ values: [Float]) -> [Float] { transposed(values, rows: channels, columns: pixels) }

  /// The same numbers with channels first, from channels last.
  package func channelsFirst(_ values: [Float]) -> [Float] { transposed(values, rows: pixels, columns: channels) }

  private func transposed(_ values: [Float], rows: Int, columns: Int) -> [Float] {
    precondition(values.count == count, "values of another shape")
    return floats(count) { result in
      values.withUnsafeBufferPointer { source in
        if let source = source.baseAddress { lorac_transpose_each(source, result, batch, rows, columns) }
      }
    }
  }
}

/// An array that a kernel fills.
func floats(_ count: Int, _ fill: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
  [Float](unsafeUninitializedCapacity: count) { buffer, filled in
    if let start = buffer.baseAddress { fill(start) }
    filled = count
  }
}

/// `a · x + b · y`.
func mixed(_ a: Float, _ x: [Float], _ b: Float, _ y: [Float]) -> [Float] {
  precondition(x.count == y.count, "arrays of different lengths")
  let count = x.count
  return floats(count) { result in
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        if let x = x.baseAddress, let y = y.baseAddress { lorac_mix(a, x, b, y, result, count) }
      }
    }
  }
}
