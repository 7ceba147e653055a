internal import CLoracKernels

/// Where torch takes the zeros and ones of dropout from: it asks MKL on processors made by Intel only
/// (aten/native/cpu/DistributionKernels.cpp).
package enum BernoulliMethod: UInt8, Sendable, Hashable {
  /// Two draws of the generator for each number, compared in double precision.
  case torch
  /// One draw seeds MKL's generator MCG31, which gives the numbers.
  case mkl

  /// What torch does on this machine.
  package static let thisMachine: BernoulliMethod = lorac_processor_is_intel() ? .mkl : .torch

  /// Fills `numbers` from MKL's generator as `vslNewStream` with `seed` starts it.
  static func fillAsMKL(_ numbers: UnsafeMutableBufferPointer<Float>, seed: UInt32, probability: Double) {
    guard let start = numbers.baseAddress else { return }
    lorac_multiplicative_bernoulli(seed, start, numbers.count, probability)
  }
}
