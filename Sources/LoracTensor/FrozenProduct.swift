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
    precondition(x.columns == inputs && y.columns == outputs, "matrices that fit")
    share(x, into: y, beta: beta, level: level, workers, scratch: scratch) { weights, rows, share, room in
      lorac_project(
        level.kernelLevel, &weights, &rows, share.rows.lowerBound, share.rows.upperBound, share.columns.lowerBound,
        share.columns.upperBound, bias?.base, beta, y.region.base, y.stride, room)
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
    precondition(dx.columns == inputs && dy.columns == outputs, "matrices that fit")
    share(dy, into: dx, beta: beta, level: level, workers, scratch: scratch) { weights, rows, share, room in
      lorac_project_back(
        level.kernelLevel, &weights, &rows, share.rows.lowerBound, share.rows.upperBound, share.columns.lowerBound,
        share.columns.upperBound, beta, dx.region.base + share.columns.lowerBound, dx.stride, room)
    }
  }

  /// Runs `body` for each share of a result, with what the kernels read and scratch of the worker's own.
  private func share(
    _ source: Matrix, into result: Matrix, beta: Float, level: PanelLevel, _ workers: Workers, scratch: FloatRegion,
    _ body:
      @Sendable (
        _ weights: inout lorac_weights, _ rows: inout lorac_rows, _ share: ProductShares.Element,
        _ room: UnsafeMutablePointer<Float>
      ) -> Void
  ) {
    precondition(taps == 1 && source.rows == result.rows, "matrices that fit")
    precondition(
      !source.isTransposed && !result.isTransposed && (beta == 0 || beta == 1), "rows that are written or added to")
    precondition(scratch.count >= scratchCount(workers: workers.count), "scratch for each worker")
    let shares = ProductShares(rows: result.rows, columns: result.columns, level: level, workers: workers.count)
    let room = scratch.count / workers.count
    workers.parts(shares.count) { part, worker in
      var weights = kernelWeights
      var rows = lorac_rows(values: source.region.base, stride: source.stride, places: nil, segments: 1)
      body(&weights, &rows, shares[part], scratch.base + worker * room)
    }
  }
}
