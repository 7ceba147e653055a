internal import LoracYAML

/// How a recipe's author lays it out.
struct Layout {
  /// By how many spaces a block is indented.
  let step: Int
  /// Whether blocks are rather written with braces.
  let prefersFlow: Bool

  init(_ text: RecipeText) {
    guard case .mapping(let pairs, _) = text.written.content else {
      (step, prefersFlow) = (2, false)
      return
    }
    var steps: [Int] = []
    var flows = 0
    for pair in pairs {
      guard case .mapping(let inner, let isFlow) = pair.value.content, !inner.isEmpty else { continue }
      if isFlow { flows += 1 } else { steps.append(text.indentation(of: inner) - text.indentation(of: pairs)) }
    }
    step = max(1, steps.min() ?? 2)
    prefersFlow = flows > steps.count
  }
}
