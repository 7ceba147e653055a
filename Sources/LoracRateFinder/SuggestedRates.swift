/// The learning rates that a plateau of `d·lr` stands for.
///
/// The height of the plateau is the U-Net's rate for AdamW and its forms, whose steps D-Adaptation's Adam takes; a tenth
/// of it is the text encoder's. Lion's steps have the full size of the rate in every weight, so it wants less: one of the
/// tutorials that lorac follows takes a third, another a tenth. Where the loss of the search rose, all are less by the same
/// factor.
package struct SuggestedRates: Sendable, Hashable {
  /// Which networks are trained.
  package enum Networks: Sendable, Hashable {
    /// Both.
    case both
    /// The U-Net alone.
    case unet
    /// The text encoder alone; the plateau is its own.
    case textEncoder
  }

  /// The rates for one optimizer.
  package struct Row: Sendable, Hashable {
    /// The optimizer, by kohya's name.
    package let optimizer: String
    /// What the plateau is multiplied by.
    package let factor: Double
    /// The U-Net's rate; nil if it is not trained.
    package let unet: Double?
    /// The text encoder's rate; nil if it is not trained.
    package let textEncoder: Double?
    /// Where the factor comes from.
    package let origin: String
  }

  /// What the text encoder's rate is of the U-Net's.
  package static let textEncoderShare = 0.1
  /// What Lion's rate is of AdamW's, in the first tutorial.
  package static let lionFactor = 1.0 / 3
  /// What Lion's rate is of AdamW's, in the second tutorial.
  package static let otherLionFactor = 0.1

  /// The plateau's height.
  package let height: Double
  /// Which networks are trained.
  package let networks: Networks
  /// What Lion's rate is of AdamW's.
  package let chosenLionFactor: Double
  /// What part of the plateau's rates is advised: 1, or less where the loss rose.
  package let share: Double

  /// The rates for a plateau of `height`, all of them or a `share`.
  package init(
    height: Double, networks: Networks, lionFactor: Double = SuggestedRates.lionFactor, share: Double = 1
  ) {
    self.height = height
    self.networks = networks
    chosenLionFactor = lionFactor
    self.share = share
  }

  /// The rates to choose from: AdamW's first, then Lion's.
  package var rows: [Row] {
    var rows = [
      row("AdamW8bit", 1, "\(originOfAdamW); for AdamW and its other forms too"),
      row("Lion", chosenLionFactor, Self.origin(ofLion: chosenLionFactor)),
    ]
    for factor in [Self.lionFactor, Self.otherLionFactor] where factor != chosenLionFactor {
      rows.append(row("Lion", factor, Self.origin(ofLion: factor)))
    }
    return rows
  }

  /// The rates for `optimizer`, by kohya's name in any case; nil if no factor is known for it.
  package func row(for optimizer: String) -> Row? {
    switch optimizer.lowercased() {
    case "adamw", "adamw8bit", "pagedadamw", "pagedadamw8bit", "pagedadamw32bit", "adamwschedulefree":
      row(optimizer, 1, originOfAdamW)
    case "lion", "lion8bit", "pagedlion8bit":
      row(optimizer, chosenLionFactor, Self.origin(ofLion: chosenLionFactor))
    default: nil
    }
  }

  private func row(_ optimizer: String, _ factor: Double, _ origin: String) -> Row {
    let height = height * share
    let rate = Self.rounded(height * factor)
    let text = networks == .textEncoder ? rate : Self.rounded(height * factor * Self.textEncoderShare)
    return Row(
      optimizer: optimizer, factor: factor * share, unet: networks == .textEncoder ? nil : rate,
      textEncoder: networks == .unet ? nil : text, origin: origin)
  }

  private var originOfAdamW: String {
    switch share {
    case 1: "d·lr as it is"
    case 0.5: "half of d·lr, since the loss rose"
    default: "a tenth of d·lr, since the loss rose so far"
    }
  }

  private static func origin(ofLion factor: Double) -> String {
    switch factor {
    case lionFactor: "a third of it: Lion moves every weight by the full rate"
    case otherLionFactor: "a tenth of it, as another tutorial has it"
    default: "--lion-factor"
    }
  }

  /// The number with three digits, since nothing about it is more exact.
  static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    var (scaled, exponent) = (value, 0)
    while scaled >= 1000 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 100 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    return Double("\(Int(scaled.rounded()))e\(exponent)") ?? value
  }
}
