internal import CLoracKernels

/// Whether numbers are numbers.
package enum FiniteNumbers {
  /// Whether none of `values` is infinite or NaN.
  package static func areAll(_ values: [Float]) -> Bool {
    // The sum is in double precision, which squares of finite floats cannot exceed.
    lorac_sum_of_squares(values, values.count).isFinite
  }
}
