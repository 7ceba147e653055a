import Glibc
import LoracTensor
import LoracTestSupport

extension SplitMix {
  /// Numbers between -1 and 1.
  mutating func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -1...1, using: &self) } }
}

/// Memory for a test, filled with what is not a number: whoever reads what was never written, shows.
func room(_ count: Int) throws -> Arena {
  let arena = try Arena(count: count)
  arena.all.fill(.nan)
  return arena
}

/// Memory that holds `values`.
func memory(_ values: [Float]) throws -> Arena {
  let arena = try Arena(count: values.count)
  arena.all.copy(values)
  return arena
}

/// The largest difference of two lists, measured by the largest expected value; infinite where one is not a number.
func relativeError(_ values: [Float], _ expected: [Double]) -> Double {
  guard values.count == expected.count, values.allSatisfy(\.isFinite) else { return .infinity }
  let largest = expected.map(abs).max() ?? 0
  return zip(values, expected).map { abs(Double($0) - $1) }.max().map { $0 / max(largest, 1e-30) } ?? 0
}

/// The bits of numbers, which also tell zeros and what is not a number apart.
func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }
