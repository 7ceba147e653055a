extension Graph: CustomStringConvertible {
  /// One line per input and step, as in `%4 = Linear(%3) [1, 77, 768] "to_q" ∂`; ∂ marks what carries a gradient.
  package var description: String {
    var lines: [String] = []
    for (index, value) in values.enumerated() where value.producer == nil {
      let kind = value.memory == nil ? "input" : "memory"
      lines.append("%\(index) = \(kind) \(value.shape) \"\(value.label)\"\(value.carriesGradient ? " ∂" : "")")
    }
    for step in steps {
      let operands = step.operands.map { "%\($0.index)" }.joined(separator: ", ")
      let kept = step.kept.isEmpty ? "" : " keeps " + step.kept.map { "\(self[$0])" }.joined(separator: " ")
      lines.append(
        "%\(step.result.index) = \(step.operation.name)(\(operands)) \(self[step.result]) \"\(step.label)\"\(kept)"
          + (step.carriesGradient ? " ∂" : ""))
    }
    for result in results { lines.append("result %\(result.index)") }
    if let output { lines.append("output %\(output.index)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
