internal import LoracDiagnosticRendering
internal import LoracDiagnostics
internal import LoracLowering
internal import LoracPlan
internal import LoracRecipe
internal import LoracReference
internal import LoracYAML

/// Takes any bytes as a recipe down the whole road: parse, validate, resolve, rules, lower, emit, show.
///
/// Traps if the outcome is neither a value nor an error, or points outside the text. Other recipes are never read; the
/// folders and the base model are those that the text names, so run it where relative paths lead nowhere. Public because
/// the fuzzer is a package of its own, which cannot see `package` declarations.
public func fuzzRecipe(_ bytes: UnsafeRawBufferPointer) {
  let file = SourceFile(name: "recipe.yaml", bytes: Array(bytes))
  var diagnostics = DiagnosticList()
  let root = parse(file, into: &diagnostics)
  precondition(root != nil || diagnostics.hasErrors, "neither a value nor an error")
  guard let root else { return requireSound(diagnostics, file) }
  requireInside(root, file.bytes)
  diagnostics = DiagnosticList()
  if let plan = compile(file, into: &diagnostics) { fuzzPlan(plan) }
  requireSound(diagnostics, file)
}

/// The plan of the recipe in `file`, as `lorac plan` makes it.
private func compile(_ file: SourceFile, into diagnostics: inout DiagnosticList) -> TrainingPlan? {
  guard let layers = RecipeLoader(files: NoFiles()).load(file, into: &diagnostics) else {
    precondition(diagnostics.hasErrors, "neither layers nor an error")
    return nil
  }
  let environment = ["HOME": "/nowhere/home", "DATA": "/nowhere/data"]
  let recipe = Resolver(environment: environment).resolve(layers, recipe: file, into: &diagnostics)
  let isSound = !diagnostics.hasErrors
  RecipeRules.check(recipe, into: &diagnostics)
  var plan: TrainingPlan?
  if isSound {
    plan = PlanCompiler().plan(recipe, mode: .plan, into: &diagnostics)?.plan
    precondition(plan != nil || diagnostics.hasErrors, "neither a plan nor an error")
    if let plan { PlanLints.check(plan, recipe, into: &diagnostics) }
  }
  Suppression.apply(to: &diagnostics, of: file, catalogue: DiagnosticCatalogue.all)
  return diagnostics.hasErrors ? nil : plan
}

/// No other recipes and presets than the built-in ones.
private struct NoFiles: RecipeFiles {
  func read(_ path: String) throws(RecipeFileProblem) -> [UInt8] { throw RecipeFileProblem("There are no files here") }
}

/// Renders `diagnostics` in every format and requires that those about `file` lie in it.
private func requireSound(_ diagnostics: DiagnosticList, _ file: SourceFile) {
  let sorted = diagnostics.sorted
  for format in OutputFormat.allCases {
    // The codes at hand are enough for SARIF; all of them would take most of the fuzzer's time.
    let text = render(sorted, format: format, catalogue: sorted.prefix(4).map(\.code))
    precondition(sorted.isEmpty || !text.isEmpty, "nothing is shown")
  }
  for diagnostic in sorted {
    for label in [diagnostic.primary].compactMap(\.self) + diagnostic.secondary {
      requireInside(label.range, label.range.file.bytes)
    }
    for edit in diagnostic.fixIts.flatMap(\.edits) { requireInside(edit.range, edit.range.file.bytes) }
  }
}

private func requireInside(_ node: Node, _ bytes: [UInt8]) {
  requireInside(node.range, bytes)
  switch node.content {
  case .scalar: break
  case .sequence(let nodes):
    for node in nodes { requireInside(node, bytes) }
  case .mapping(let pairs):
    for pair in pairs {
      requireInside(pair.keyRange, bytes)
      requireInside(pair.value, bytes)
    }
  }
}

/// Requires that a range lies in the text and, in valid UTF-8, cuts no character.
private func requireInside(_ range: SourceRange, _ bytes: [UInt8]) {
  precondition(range.bytes.upperBound <= bytes.count, "range \(range.bytes) of \(bytes.count) bytes")
  guard String(validating: bytes, as: UTF8.self) != nil else { return }
  for offset in [range.bytes.lowerBound, range.bytes.upperBound] where offset < bytes.count {
    precondition(bytes[offset] & 0xC0 != 0x80, "offset \(offset) within a character")
  }
}
