/// How the step size that D-Adaptation and Prodigy estimate begins and grows.
struct StepSizeGrowth: Sendable {
  /// The first step size, `d0`.
  let initial: Double
  /// The largest factor from one step to the next, `growth_rate`.
  let rate: Double

  init(_ arguments: inout ArgumentReader) {
    initial = arguments.number("d0", 1e-6, .positive)
    rate = arguments.number("growth_rate", .infinity)
  }

  /// dadaptation's next step size: never smaller than `current`, and the estimate only as far as it may grow.
  func next(_ current: Double, estimate: Double) -> Double { max(current, min(estimate, current * rate)) }
}
