internal import CLoracKernels

/// `a · x + b · y`.
func mixed(_ a: Float, _ x: [Float], _ b: Float, _ y: [Float]) -> [Float] {
  precondition(x.count == y.count, "latents of different sizes")
  let count = x.count
  return [Float](unsafeUninitializedCapacity: count) { result, filled in
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress, let result = result.baseAddress else { return }
        lorac_mix(a, x, b, y, result, count)
      }
    }
    filled = count
  }
}

/// `a · x`.
func scaled(_ a: Float, _ x: [Float]) -> [Float] { x.map { a * $0 } }

/// The sum of several vectors of one length, each times its factor; at least one.
func sum(_ terms: [(factor: Float, vector: [Float])]) -> [Float] {
  guard let first = terms.first else { return [] }
  return terms.dropFirst().reduce(scaled(first.factor, first.vector)) { mixed(1, $0, $1.factor, $1.vector) }
}

/// `x` with everything beyond ±`limit` at that limit.
func clamped(_ x: [Float], to limit: Float) -> [Float] { x.map { min(max($0, -limit), limit) } }
