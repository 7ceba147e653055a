/// A part of the run: a number of steps or a fraction of all.
package enum RunPortion: Sendable, Hashable {
  /// That many scheduler steps, which several processes share.
  case steps(Int)
  /// `int(part * all scheduler steps)`.
  case fraction(Double)

  /// The scheduler steps of a run of `total`.
  package func steps(of total: Int) -> Int {
    switch self {
    case .steps(let steps): steps
    case .fraction(let part): Int(min(max(part * Double(total), 0), 0x1p53))
    }
  }
}

/// kohya's settings of a learning-rate scheduler.
package struct LearningRateSettings: Sendable, Hashable {
  /// kohya's `--lr_scheduler`.
  package var type: String
  /// Warm-up, `--lr_warmup_steps`.
  package var warmup: RunPortion = .steps(0)
  /// The decay of `warmup_stable_decay`, `--lr_decay_steps`.
  package var decay: RunPortion = .steps(0)
  /// `--lr_scheduler_num_cycles`.
  package var cycles = 1
  /// `--lr_scheduler_power`.
  package var power = 1.0
  /// `--lr_scheduler_timescale`.
  package var timescale: Int?
  /// `--lr_scheduler_min_lr_ratio`.
  package var minimumRatio: Double?
  /// The argument `step_rules` of `piecewise_constant`.
  package var stepRules: String?
  /// `--learning_rate`, from which the polynomial computes its end, whatever the groups' rates are.
  package var baseRate: Double

  /// A scheduler of that name with kohya's defaults.
  package init(type: String, baseRate: Double) {
    self.type = type
    self.baseRate = baseRate
  }
}

/// Why a schedule cannot be used as asked.
package enum LearningRateProblem: Error, Hashable, Sendable {
  /// There is no schedule of this name here; those there are.
  case unknownSchedule(String, supported: [String])
  /// The schedule has no warm-up, and kohya refuses one.
  case needlessWarmup(String)
  /// The polynomial ends at 1e-7 and cannot begin below.
  case rateTooSmall(Double)
  /// `cosine_with_min_lr` needs a ratio.
  case missingMinimumRatio
  /// `piecewise_constant` needs rules like `1:10,0.1:20,0.01`; what was given.
  case stepRules(String?)
  /// An argument that only a scheduler class understands.
  case unknownArgument(String)
}
