package import LoracArchitectures

/// A tensor of a base model that is not as a network needs it.
package struct WeightProblem: Sendable, Hashable {
  /// What is wrong.
  package enum Kind: Sendable, Hashable {
    /// No file has it.
    case missing
    /// A network's file holds it, but the network has no such tensor.
    case unknown
    /// It belongs to no network, and is not on the list of harmless extras.
    case unused
    /// It has other dimensions than the rest of the network asks for.
    case shape(expected: [Int], found: [Int])
    /// Its numbers are of a type that weights are not read from.
    case type(TensorType)
  }

  /// The canonical name of a missing tensor, otherwise the name in the file.
  package var name: String
  /// What is wrong.
  package var kind: Kind

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// A phrase for diagnostics.
  package var description: String {
    switch kind {
    case .missing, .unknown, .unused: "'\(name)'"
    case .shape(let expected, let found): "'\(name)' is \(found) instead of \(expected)"
    case .type(let type): "'\(name)' is \(type.rawValue)"
    }
  }
}
