internal import LoracPlan

/// Multi-resolution noise and Huber loss.
enum LossFlags {
  static let multiresIterations = FlagMapping(
    name: "multires_noise_iterations", field: "loss.multires_noise.iterations", standard: nil, presence: .ifChanged,
    get: { $0.loss.multiresNoise.map { .integer($0.iterations) } },
    set: { plan, value in
      guard case .integer(let count) = value else { return false }
      plan.loss.multiresNoise = MultiresNoise(iterations: count, discount: plan.loss.multiresNoise?.discount ?? 0.3)
      return true
    })
  static let multiresDiscount = FlagMapping(
    name: "multires_noise_discount", field: "loss.multires_noise.discount", standard: .number(0.3),
    presence: .ifChanged, get: { $0.loss.multiresNoise.map { .number($0.discount) } },
    set: { plan, value in
      guard case .number(let discount) = value else { return false }
      plan.loss.multiresNoise = MultiresNoise(
        iterations: plan.loss.multiresNoise?.iterations ?? 0, discount: discount)
      return true
    })
  static let huberSchedule = FlagMapping(
    name: "huber_schedule", field: "loss.huber.schedule", standard: .text("snr"), presence: .ifChanged,
    get: { $0.loss.huber.map { .text($0.schedule) } },
    set: { plan, value in
      guard case .text(let schedule) = value else { return false }
      change(&plan) { $0.schedule = schedule }
      return true
    })
  static let huberC = huber("huber_c", "loss.huber.c", standard: 0.1, \.c)
  static let huberScale = huber("huber_scale", "loss.huber.scale", standard: 1, \.scale)

  private static func huber(
    _ name: String, _ field: String, standard: Double, _ place: any (WritableKeyPath<Huber, Double> & Sendable)
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: .number(standard), presence: .ifChanged,
      get: { $0.loss.huber.map { .number($0[keyPath: place]) } },
      set: { plan, value in
        guard case .number(let number) = value else { return false }
        change(&plan) { $0[keyPath: place] = number }
        return true
      })
  }

  private static func change(_ plan: inout TrainingPlan, _ body: (inout Huber) -> Void) {
    var huber = plan.loss.huber ?? Huber(schedule: "snr", c: 0.1, scale: 1)
    body(&huber)
    plan.loss.huber = huber
  }
}
