package import LoracPlan

/// A plan as a page for people.
package struct PlanText {
  /// What comes before each section's content.
  static let labelWidth = 16
  let plan: TrainingPlan

  /// The page of `plan`.
  package init(_ plan: TrainingPlan) { self.plan = plan }

  /// The page; it ends with a line break.
  package var text: String {
    let sections = [
      title, modelSection, dataSection, bucketSection, stepSection, rateSection, saveSection, sampleSection,
      estimateSection,
    ]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var title: [String] {
    let steps = "\(Numbers.count(plan.steps.total, "step"))"
    let epochs = plan.epochs.map { " in " + Numbers.count($0, "epoch") } ?? ""
    let files = Numbers.count(plan.saves.count, "file")
    return [
      "\(plan.name): \(steps)\(epochs), \(files), trained by \(plan.run.backend == "kohya" ? "kohya sd-scripts" : "lorac")"
    ]
  }

  /// A line with a label in front; further lines are indented alike.
  func field(_ label: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      let head = index == 0 ? label : ""
      return head + String(repeating: " ", count: max(1, Self.labelWidth - head.count)) + line
    }
  }

  /// The lines of a sentence, broken between words so that the page keeps within 100 columns.
  func sentence(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < 100 - Self.labelWidth {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The blanks in front of a table.
  var indent: String { String(repeating: " ", count: Self.labelWidth) }
}
