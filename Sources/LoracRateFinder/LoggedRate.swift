package import LoracTensorBoard

/// The curve of `d·lr` that a log holds, and under which tag.
///
/// sd-scripts logs one number for each group of parameters: `lr/d*lr/unet` and `lr/d*lr/textencoder` since 2024
/// (train_network.py:84-126), with numbered groups (`lr/d*lr/group1`) beside them; until then `lr/d*lr` alone, which is that
/// of the first group: the text encoder's, unless the U-Net was trained alone (train_network.py:46-47 of 2023).
package struct LoggedRate: Sendable, Hashable {
  /// Whose rate a curve is.
  package enum Network: String, Sendable, Hashable {
    /// The U-Net's.
    case unet
    /// The text encoder's, in a log without a U-Net's.
    case textEncoder = "text_encoder"
  }

  /// The tag.
  package let tag: String
  /// Whose rate it is.
  package let network: Network
  /// The values.
  ///
  /// Where the learning rate itself is logged and not constant, they are those at its highest value: `d` alone rises and
  /// stays, and a schedule would be mixed into it.
  package let curve: RateCurve
  /// The factor by which the logged values were multiplied to be the U-Net's; 1 unless the tag is that of 2023.
  package let factor: Double
  /// Whether the learning rate was not constant.
  package let isScheduled: Bool

  /// What the loss did meanwhile; nil if too little of it is logged.
  package let loss: LossResponse?

  /// The tag of a step's loss.
  package static let lossTag = "loss/current"

  /// The beginning of all tags that hold `d·lr`.
  package static let prefix = "lr/d*lr"

  /// Whether a tag holds `d·lr`.
  package static func isWanted(_ tag: String) -> Bool { tag == prefix || tag.hasPrefix(prefix + "/") }

  /// The best curve of `run`; nil if it logged none.
  package init?(_ run: TensorBoardRun) { self.init(run.series) }

  /// The best curve of numbers by tag: the U-Net's, else that of 2023, else the text encoder's, else a numbered group's.
  package init?(_ series: [String: [TensorBoardRun.Point]]) {
    let tags = series.keys.filter(Self.isWanted)
    let suffixes = ["/unet", "/unet plus", "", "/textencoder", "/textencoder 1"].map { Self.prefix + $0 }
    guard let tag = suffixes.first(where: tags.contains) ?? tags.sorted().first else { return nil }
    let own = Self.ownRate(of: tag, in: series)
    let ownRates = Self.byStep(series[own])
    network =
      tag.contains("textencoder")
        || tag == Self.prefix && series["lr/unet"] == nil
          && series["lr/textencoder"] != nil
      ? .textEncoder : .unet
    self.tag = tag
    let highest = ownRates.values.max() ?? 0
    isScheduled = ownRates.values.contains { $0 < highest * 0.999 }
    let unet = tag == Self.prefix ? Self.byStep(series["lr/unet"]).values.max() : nil
    factor = unet.map { highest > 0 && $0 > 0 ? $0 / highest : 1 } ?? 1
    var points: [RateCurve.Point] = []
    for point in series[tag] ?? [] {
      var value = point.value * factor
      if isScheduled {
        guard let rate = ownRates[point.step], rate > 0 else { continue }
        value *= highest / rate
      }
      points.append(RateCurve.Point(step: point.step, value: value))
    }
    curve = RateCurve(points)
    // A resumed run logs steps again; the last counts.
    let losses = Self.byStep(series[Self.lossTag])
    loss = LossResponse(losses.sorted { $0.key < $1.key }.map(\.value))
  }

  /// The tag of the learning rate that is a factor of `tag`'s numbers.
  private static func ownRate(of tag: String, in series: [String: [TensorBoardRun.Point]]) -> String {
    if tag != prefix { return "lr" + tag.dropFirst(prefix.count) }
    return series["lr/textencoder"] == nil ? "lr/unet" : "lr/textencoder"
  }

  private static func byStep(_ points: [TensorBoardRun.Point]?) -> [Int: Double] {
    Dictionary((points ?? []).map { ($0.step, $0.value) }, uniquingKeysWith: { _, last in last })
  }
}
