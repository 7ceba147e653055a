internal import LoracPlanText
internal import LoracPlan
internal import LoracRunHistory

/// What the run ran on, and what identifies its inputs.
struct EnvironmentSection {
  private let history: RunHistory
  private let version: String

  /// The section of `history`, made by the lorac of `version`.
  init(_ history: RunHistory, version: String) {
    self.history = history
    self.version = version
  }

  /// The section.
  var markup: Markup {
    let facts = lines.map { "<dt>\($0.label)</dt><dd>\($0.text)</dd>" as Markup }
    return
      "<section id=\"environment\" class=\"card\"><h2>Environment</h2><dl class=\"facts\">\(facts)</dl></section>\n"
  }

  private var lines: [PlanFacts.Line] {
    let environment = history.events.environment
    var lines: [PlanFacts.Line] = []
    func add(_ label: String, _ text: String?) { if let text { lines.append((label, text)) } }
    add(
      "Trained by",
      environment.lorac.map { "lorac \($0)" + (history.backend == "kohya" ? " through kohya sd-scripts" : "") })
    add("Processor", processor(environment))
    add("Threads", environment.threads.map(String.init))
    add("Memory", environment.memoryBytes.map(Numbers.bytes))
    add("System", environment.system)
    add("Numbers trained", history.events.parameters.map(Numbers.grouped))
    if history.events.resumedAfter > 0 { add("Resumed", "after step \(Numbers.grouped(history.events.resumedAfter))") }
    add("Base model", history.plan?.fingerprint.model.map { "fingerprint \($0)" })
    add("Dataset", history.plan?.fingerprint.dataset.map { "fingerprint \($0)" })
    add("Recipe", history.plan.map { "fingerprint \($0.fingerprint.recipe)" })
    add("Page made by", "lorac \(version)")
    if history.events.unreadableLines > 0 {
      add("Log", "\(Numbers.count(history.events.unreadableLines, "line")) of events.jsonl could not be read")
    }
    return lines
  }

  private func processor(_ environment: RunEnvironment) -> String? {
    let count = environment.processorCount.map { Numbers.count($0, "core") }
    let parts = [environment.processor, count].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
