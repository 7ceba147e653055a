/// The latents that trainers keep beside images, by the image that they are of.
///
/// `cat_0512x0768_sd.npz`, or `cat.npz` of older versions (sd-scripts strategy_base.py, `get_latents_npz_path`).
struct LatentCacheNames {
  private var byStem: [String: [String]] = [:]

  /// Those among `names`.
  init(_ names: [String]) {
    for name in names where name.hasSuffix(".npz") {
      let whole = String(name.dropLast(4))
      byStem[whole, default: []].append(name)
      if let stem = Self.stem(of: whole) { byStem[stem, default: []].append(name) }
    }
  }

  /// The caches of the image with that name, its extension left out.
  func names(ofStem stem: String) -> [String] { byStem[stem] ?? [] }

  /// `cat` of `cat_0512x0768_sd`; nil if the name does not end so.
  private static func stem(of name: String) -> String? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return nil }
    let sides = parts[parts.count - 2].split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return nil }
    return parts.dropLast(2).joined(separator: "_")
  }
}
