internal import LoracKohyaArguments
package import LoracPlan

/// A plan as a kohya command, with the files that the command needs beside it.
package struct KohyaEmission: Sendable {
  /// The command, still typed.
  package var invocation: KohyaInvocation
  /// Files that must exist before the command is started.
  package var sideFiles: [SideFile]

  /// A file that a command refers to.
  package struct SideFile: Sendable, Hashable {
    /// The name inside the folder of side files.
    package var name: String
    /// The text.
    package var text: String

    /// A file named `name`.
    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// For which sd-scripts and which place a plan is written.
  package struct Options: Sendable {
    /// The sd-scripts.
    package var target: KohyaTarget
    /// The sd-scripts checkout, put before the script's name; nil for a command that is started inside it.
    package var scriptFolder: String?
    /// The folder of side files as the command names it; nil if none can be written.
    package var sideFolder: String?
    /// Whether the images are given by a dataset config even where folders' names would do.
    package var alwaysUsesDatasetConfig: Bool

    /// Writes for `target`.
    package init(
      target: KohyaTarget = .current, scriptFolder: String? = nil, sideFolder: String? = nil,
      alwaysUsesDatasetConfig: Bool = false
    ) {
      self.target = target
      self.scriptFolder = scriptFolder
      self.sideFolder = sideFolder
      self.alwaysUsesDatasetConfig = alwaysUsesDatasetConfig
    }
  }

  /// The command for `plan`; what kohya cannot express is added to `problems`, and the command then lacks it.
  package init(_ plan: TrainingPlan, _ options: Options, problems: inout [EmissionProblem]) {
    var plan = plan
    if options.target == .in2023, case .fraction = plan.schedule.warmup {
      // The parser of 2023 takes whole steps only.
      plan.schedule.warmup = .steps(plan.steps.warmup)
    }
    var files: [SideFile] = []
    func sidePath(_ name: String, for field: String, _ reason: String) -> String {
      if options.sideFolder == nil { problems.append(.needsSideFile(field, reason)) }
      return "\(options.sideFolder ?? ".")/\(name)"
    }
    var arguments = FlagTable.general.compactMap { $0.argument(plan, options.target) }
    arguments += DatasetArguments.commonArguments(plan)
    if !options.alwaysUsesDatasetConfig, let folder = DatasetArguments.folderArguments(plan, options.target) {
      arguments += folder
    } else {
      let path = sidePath("dataset.toml", for: "dataset.images", "folders that --train_data_dir cannot describe")
      do throws(TOMLProblem) {
        files.append(SideFile(name: "dataset.toml", text: try DatasetArguments.config(plan)))
      } catch {
        problems.append(.toml(error))
      }
      arguments.append(Argument("dataset_config", .path(path)))
    }
    if let sample = plan.sample, !sample.prompts.isEmpty {
      files.append(SideFile(name: "prompts.json", text: PromptFile.text(sample)))
      arguments.append(
        Argument("sample_prompts", .path(sidePath("prompts.json", for: "sample.prompts", "preview prompts"))))
    }
    arguments += Self.kohyaArguments(plan, options.target)
    let script = plan.model.family == .sdxl ? "sdxl_train_network.py" : "train_network.py"
    invocation = KohyaInvocation(
      launcherArguments: LauncherArguments.arguments(plan, options.target),
      script: options.scriptFolder.map { "\($0)/\(script)" } ?? script, arguments: arguments)
    sideFiles = files
    problems += EmissionLimits.problems(plan, arguments, options.target)
  }

  /// The `kohya` block, and what is always said because the order of the data depends on it.
  private static func kohyaArguments(_ plan: TrainingPlan, _ target: KohyaTarget) -> [Argument] {
    var arguments: [Argument] = []
    if !plan.kohya.contains(where: { $0.name == "max_data_loader_n_workers" }) {
      arguments.append(Argument("max_data_loader_n_workers", .integer(0)))
    }
    for setting in plan.kohya {
      guard let value = Argument.Value(setting.value) else { continue }
      arguments.append(Argument(setting.name, value))
    }
    // The default log handler draws from Python's random numbers for every record (randomness of the data order).
    if target == .current, !plan.kohya.contains(where: { $0.name == "console_log_simple" }) {
      arguments.append(Argument("console_log_simple", .flag))
    }
    return arguments
  }
}

extension Argument.Value {
  /// The value of a `kohya` setting; nil for a flag that is off.
  init?(_ value: KohyaValue) {
    switch value {
    case .boolean(let isOn):
      guard isOn else { return nil }
      self = .flag
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .list(let values): self = .list(values.compactMap(Argument.Value.init))
    }
  }
}
