internal import LoracPlan

/// An sd-scripts to write for.
package enum KohyaTarget: String, Sendable, Hashable, CaseIterable {
  /// Today's sd-scripts.
  case current
  /// The form of spring 2023, as kohya_ss's GUI printed it then.
  case in2023 = "2023"
}

/// One argument of a training script and its place in the plan, for reading and writing alike.
struct FlagMapping: Sendable {
  /// When the argument is written although it has kohya's own default.
  enum Presence: Sendable {
    /// Never.
    case ifChanged
    /// Always: its default differs between versions, or people look for it.
    case always
    /// For the 2023 target, whose commands were printed by a GUI that wrote it.
    case alwaysIn2023
  }

  /// The argument's name without dashes.
  let name: String
  /// The recipe's field that decides it, for diagnostics.
  let field: String
  /// kohya's own default; nil if leaving the argument out means "none".
  let standard: Argument.Value?
  /// When it is written although it has kohya's default.
  let presence: Presence
  /// The argument's value in a plan; nil if the plan has none.
  let get: @Sendable (TrainingPlan) -> Argument.Value?
  /// Stores a value in a plan; false if the value is of another kind.
  let set: @Sendable (inout TrainingPlan, Argument.Value) -> Bool

  /// The argument for a plan, or nil if it is left out.
  func argument(_ plan: TrainingPlan, _ target: KohyaTarget) -> Argument? {
    guard let value = get(plan) else { return nil }
    switch presence {
    case .always: return Argument(name, value)
    case .alwaysIn2023 where target == .in2023: return Argument(name, value)
    default: return value == standard ? nil : Argument(name, value)
    }
  }
}

extension FlagMapping {
  typealias Place<Value> = any (WritableKeyPath<TrainingPlan, Value> & Sendable)

  static func text(
    _ name: String, _ field: String, _ place: Place<String>, standard: String? = nil, _ presence: Presence = .ifChanged
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: standard.map(Argument.Value.text), presence: presence,
      get: { .text($0[keyPath: place]) },
      set: { plan, value in
        guard case .text(let text) = value else { return false }
        plan[keyPath: place] = text
        return true
      })
  }

  static func text(
    _ name: String, _ field: String, _ place: Place<String?>, standard: String? = nil
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: standard.map(Argument.Value.text), presence: .ifChanged,
      get: { $0[keyPath: place].map(Argument.Value.text) },
      set: { plan, value in
        guard case .text(let text) = value else { return false }
        plan[keyPath: place] = text
        return true
      })
  }

  static func path(
    _ name: String, _ field: String, _ place: Place<String?>
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: nil, presence: .ifChanged,
      get: { $0[keyPath: place].map(Argument.Value.path) },
      set: { plan, value in
        guard case .path(let path) = value else { return false }
        plan[keyPath: place] = path
        return true
      })
  }

  static func path(_ name: String, _ field: String, _ place: Place<String>) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: nil, presence: .always, get: { .path($0[keyPath: place]) },
      set: { plan, value in
        guard case .path(let path) = value else { return false }
        plan[keyPath: place] = path
        return true
      })
  }

  static func integer(
    _ name: String, _ field: String, _ place: Place<Int>, standard: Int?, _ presence: Presence = .ifChanged
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: standard.map(Argument.Value.integer), presence: presence,
      get: { .integer($0[keyPath: place]) },
      set: { plan, value in
        guard case .integer(let number) = value else { return false }
        plan[keyPath: place] = number
        return true
      })
  }

  static func integer(
    _ name: String, _ field: String, _ place: Place<Int?>, standard: Int? = nil, _ presence: Presence = .ifChanged
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: standard.map(Argument.Value.integer), presence: presence,
      get: { $0[keyPath: place].map(Argument.Value.integer) },
      set: { plan, value in
        guard case .integer(let number) = value else { return false }
        plan[keyPath: place] = number
        return true
      })
  }

  static func number(
    _ name: String, _ field: String, _ place: Place<Double>, standard: Double?, _ presence: Presence = .ifChanged
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: standard.map(Argument.Value.number), presence: presence,
      get: { .number($0[keyPath: place]) },
      set: { plan, value in
        guard case .number(let number) = value else { return false }
        plan[keyPath: place] = number
        return true
      })
  }

  static func number(
    _ name: String, _ field: String, _ place: Place<Double?>, standard: Double? = nil
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: standard.map(Argument.Value.number), presence: .ifChanged,
      get: { $0[keyPath: place].map(Argument.Value.number) },
      set: { plan, value in
        guard case .number(let number) = value else { return false }
        plan[keyPath: place] = number
        return true
      })
  }

  /// A flag that is given when the plan's value is `on`.
  static func flag(_ name: String, _ field: String, _ place: Place<Bool>, on: Bool = true) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: nil, presence: .ifChanged, get: { $0[keyPath: place] == on ? .flag : nil },
      set: { plan, value in
        guard case .flag = value else { return false }
        plan[keyPath: place] = on
        return true
      })
  }

  /// A flag that is given when the plan's choice is `choice`.
  static func flag<Choice: Equatable & Sendable>(
    _ name: String, _ field: String, _ place: Place<Choice>, when choice: Choice
  ) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: nil, presence: .ifChanged,
      get: { $0[keyPath: place] == choice ? .flag : nil },
      set: { plan, value in
        guard case .flag = value else { return false }
        plan[keyPath: place] = choice
        return true
      })
  }

  /// A pair of arguments, one for epochs and one for steps.
  static func interval(epochs: String, steps: String, _ field: String, _ place: Place<Interval?>) -> [FlagMapping] {
    interval(epochs: epochs, steps: steps, field, get: { $0[keyPath: place] }, set: { $0[keyPath: place] = $1 })
  }

  /// A pair of arguments, one for epochs and one for steps, for an interval that may have no place of its own.
  static func interval(
    epochs: String, steps: String, _ field: String, get: @escaping @Sendable (TrainingPlan) -> Interval?,
    set: @escaping @Sendable (inout TrainingPlan, Interval) -> Void
  ) -> [FlagMapping] {
    [(epochs, true), (steps, false)].map { name, isEpochs in
      FlagMapping(
        name: name, field: field, standard: nil, presence: .ifChanged,
        get: { plan in
          switch get(plan) {
          case .epochs(let count): isEpochs ? .integer(count) : nil
          case .steps(let count): isEpochs ? nil : .integer(count)
          case nil: nil
          }
        },
        set: { plan, value in
          guard case .integer(let count) = value else { return false }
          set(&plan, isEpochs ? .epochs(count) : .steps(count))
          return true
        })
    }
  }

  /// `name=value` words behind one flag.
  static func arguments(_ name: String, _ field: String, _ place: Place<[NamedArgument]>) -> FlagMapping {
    FlagMapping(
      name: name, field: field, standard: nil, presence: .ifChanged,
      get: { plan in
        let arguments = plan[keyPath: place]
        return arguments.isEmpty ? nil : .list(arguments.map { .text("\($0.name)=\($0.value)") })
      },
      set: { plan, value in
        guard let arguments = NamedArgument.list(value) else { return false }
        plan[keyPath: place] = arguments
        return true
      })
  }
}

extension NamedArgument {
  /// The arguments of a list of `name=value` words; nil if a word has no `=`.
  static func list(_ value: Argument.Value) -> [NamedArgument]? {
    guard case .list(let words) = value else { return nil }
    let pairs = words.compactMap { word -> NamedArgument? in
      let parts = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? NamedArgument(name: String(parts[0]), value: String(parts[1])) : nil
    }
    return pairs.count == words.count ? pairs : nil
  }
}
