import LoracTensor

/// Cuts the rows of a convolution into blocks whose patches fit into a limited memory.
struct PatchBlocks {
  /// Numbers of patches that are in memory at once, at least one row.
  private static let limit = 1 << 21

  let rows: Int
  /// Numbers in the patch of one row.
  let width: Int

  private var rowsPerBlock: Int { max(1, min(rows, Self.limit / width)) }

  /// Numbers of memory for one block.
  var count: Int { rowsPerBlock * width }

  /// The blocks, as even as possible.
  var ranges: [Range<Int>] {
    let blocks = (rows + rowsPerBlock - 1) / rowsPerBlock
    return (0..<blocks).map { rows * $0 / blocks..<rows * ($0 + 1) / blocks }
  }

  /// The patches of some rows, as a matrix [rows, width].
  func gather(
    _ patches: Patches, _ source: Tensor, rows: Range<Int>, into room: FloatRegion, _ workers: Workers
  ) -> Matrix {
    let block = room[0..<rows.count * width]
    workers.split(rows.count) { part in
      patches.gather(
        source.region, channels: source.shape.columns,
        rows: rows.lowerBound + part.lowerBound..<rows.lowerBound + part.upperBound,
        into: block[part.lowerBound * width..<part.upperBound * width])
    }
    return block.matrix(rows: rows.count)
  }
}
