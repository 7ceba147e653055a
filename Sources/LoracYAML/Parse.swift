package import LoracDiagnostics

/// Reads the YAML of a recipe.
///
/// Plain scalars follow the YAML 1.2 core schema; aliases and merge keys are expanded, within bounds; every value knows
/// its bytes, those of an alias being the bytes of the text that it repeats. libyaml stops at the first syntax error, so
/// there is at most one of those; everything else is reported all at once.
///
/// Returns nil if there is no value: after a syntax error, an unreadable text or an empty one. After other errors the
/// value is what could be read: null stands where an alias or tag has no meaning, and a pair without a usable key is left
/// out.
package func parse(_ file: SourceFile, into diagnostics: inout DiagnosticList) -> Node? {
  guard let start = TextCheck.check(file, into: &diagnostics) else { return nil }
  guard let reader = EventReader(file.bytes, start: start) else {
    diagnostics.append(.malformed(Label(file.wholeRange), "out of memory"))
    return nil
  }
  var composer = Composer(file, reader)
  let root = composer.composeStream()
  diagnostics.append(contentsOf: composer.diagnostics)
  return root
}
