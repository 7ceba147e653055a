import LoracDiagnostics
import Testing

/// What brings about a code that no recipe alone can: a file that is not there, a full disk, a process that fails.
///
/// Its diagnostics come from where the program has them from. Where that needs more than a folder with a few files, they
/// are built of the facts that the program would find, by the function that it would call.
struct Situation: Sendable, CustomTestStringConvertible {
  /// The code that it must show.
  let code: String
  /// A name, which together with the code is unique.
  let name: String
  /// Makes it in a folder of its own, and gives what is reported.
  let diagnostics: @Sendable (Workplace) throws -> [Diagnostic]

  /// A situation that shows `code`.
  init(_ code: String, _ name: String, _ diagnostics: @escaping @Sendable (Workplace) throws -> [Diagnostic]) {
    self.code = code
    self.name = name
    self.diagnostics = diagnostics
  }

  var testDescription: String { "\(code) \(name)" }

  /// The folder of the stored texts.
  static let folder = "\(Fixture.root)/situations"

  /// The absolute path of the stored texts without their extensions.
  var stem: String { "\(Self.folder)/\(code)-\(name)" }

  /// All of them.
  static let all: [Situation] =
    recipes + preparation + models + weights + continuedWeights + emission + runs + supervision + failures + training
    + tags + sampling + effect + reports + advice + rates
}
