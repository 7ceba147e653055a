/// How much a diagnostic matters; `remark < warning < error`.
package enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
  /// Worth knowing, nothing to do.
  case remark
  /// Unwise or suspicious; the recipe still trains.
  case warning
  /// Cannot train, or surely does not do what the recipe says.
  case error

  /// Orders by weight.
  package static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }

  private var weight: Int {
    switch self {
    case .remark: 0
    case .warning: 1
    case .error: 2
    }
  }
}
