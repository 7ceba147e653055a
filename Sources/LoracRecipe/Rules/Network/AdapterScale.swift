internal import LoracDiagnostics
internal import LoracSchema

/// A rank with its alpha: of the adapters as such, or of the 3×3 convolutions of `locon`.
struct AdapterScale {
  /// The two pairs of fields.
  static let fields = [
    (NetworkFields.rank, NetworkFields.alpha), (NetworkFields.convRank, NetworkFields.convAlpha),
  ]

  /// The rank.
  var rank: Int
  /// The alpha.
  var alpha: Double

  /// The pair as the recipe gives it; nil if either is not set or was refused.
  init?(_ recipe: Recipe, _ rankField: Field<Int>, _ alphaField: Field<Double>) {
    guard let rank = recipe[rankField], let alpha = recipe[alphaField] else { return nil }
    self.rank = rank
    self.alpha = alpha
  }

  /// `alpha / rank` with two significant digits or more.
  var factorText: String {
    let factor = alpha / Double(rank)
    return text((factor * 1000).rounded() / 1000)
  }
}
