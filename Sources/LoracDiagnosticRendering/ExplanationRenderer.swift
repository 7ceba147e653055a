package import LoracDiagnostics

/// The pages that explain diagnostic codes: for `lorac explain` and for the documentation.
package enum ExplanationRenderer {
  private static let sections: [(title: String, text: @Sendable (Explanation) -> String)] = [
    ("Why it matters", \.why), ("Example", \.example), ("What to do", \.fix),
  ]

  /// The titles of the stages, by the first two digits of their codes.
  private static let stages: [(digits: String, title: String)] = [
    ("01", "YAML"), ("02", "Keys and values"), ("03", "Presets, layers and comments"), ("04", "Rules across keys"),
    ("05", "Dataset and plan"), ("06", "Files and weights"), ("07", "Back ends"), ("08", "Running"),
    ("09", "Preparation and tags"), ("10", "Pictures and judgement"),
  ]

  /// The page that `lorac explain CODE` prints, ended by a line feed.
  package static func terminal(_ code: DiagnosticCode, palette: Palette = .plain, width: Int = 100) -> String {
    let title = palette.paint("\(code.severity.rawValue)[\(code.id)]", .emphasis)
    var lines = ["\(title): \(code.slug)", ""]
    lines += terminal(code.explanation.meaning, width: width, indent: "")
    for section in sections {
      lines += ["", palette.paint(section.title, .emphasis)]
      lines += terminal(section.text(code.explanation), width: width, indent: "  ")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The page as Markdown: everything below the heading, ended by a line feed.
  package static func markdown(_ code: DiagnosticCode) -> String {
    var parts = markdown(code.explanation.meaning)
    for section in sections {
      let text = section.text(code.explanation)
      var blocks = markdown(text)
      // A title stands at the beginning of its paragraph, but above code.
      if case .prose(let first) = ExplanationBlock.blocks(of: text).first {
        blocks[0] = "**\(section.title).** \(first)"
      } else {
        blocks.insert("**\(section.title).**", at: 0)
      }
      parts += blocks
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The whole catalogue as one Markdown document, by stage and number.
  package static func markdown(_ catalogue: [DiagnosticCode]) -> String {
    let codes = catalogue.sorted { $0.id < $1.id }
    var parts = [
      "# Diagnostics",
      "<!-- Generated from the code catalogues by a test; do not edit. -->",
      "What `lorac explain CODE` prints, for all \(codes.count) codes. A code never changes its meaning.",
    ]
    for stage in stages {
      let group = codes.filter { $0.id.dropFirst(2).prefix(2) == stage.digits }
      guard !group.isEmpty else { continue }
      parts.append("## \(stage.title)")
      let rows = group.map { "| [\($0.id)](#\($0.id.lowercased())) | \($0.severity.rawValue) | `\($0.slug)` |" }
      parts.append((["| code | severity | name |", "|---|---|---|"] + rows).joined(separator: "\n"))
      for code in group {
        parts.append("### \(code.id)")
        parts.append("`\(code.slug)`, \(code.severity.rawValue)")
        parts.append(String(markdown(code).dropLast()))
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func terminal(_ text: String, width: Int, indent: String) -> [String] {
    var lines: [String] = []
    for block in ExplanationBlock.blocks(of: text) {
      if !lines.isEmpty { lines.append("") }
      switch block {
      case .prose(let text): lines += TextWrapping.lines(text, width: width - indent.count).map { indent + $0 }
      case .code(let code): lines += code.map { $0.isEmpty ? "" : "\(indent)  \($0)" }
      }
    }
    return lines
  }

  private static func markdown(_ text: String) -> [String] {
    ExplanationBlock.blocks(of: text).map { block in
      switch block {
      case .prose(let text): text
      case .code(let code): (["```"] + code + ["```"]).joined(separator: "\n")
      }
    }
  }
}
