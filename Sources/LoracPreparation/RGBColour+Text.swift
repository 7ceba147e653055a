package import LoracImages

extension RGBColour {
  private static let named: [String: RGBColour] = [
    "white": RGBColour(red: 255, green: 255, blue: 255), "black": RGBColour(red: 0, green: 0, blue: 0),
    "gray": RGBColour(red: 128, green: 128, blue: 128), "grey": RGBColour(red: 128, green: 128, blue: 128),
    "red": RGBColour(red: 255, green: 0, blue: 0), "green": RGBColour(red: 0, green: 128, blue: 0),
    "blue": RGBColour(red: 0, green: 0, blue: 255), "yellow": RGBColour(red: 255, green: 255, blue: 0),
  ]

  /// The names that can be used; they mean what they mean in CSS.
  package static var names: [String] { named.keys.sorted() }

  /// A colour by its name, as `#rrggbb` or as `#rgb`; nil for anything else.
  package init?(_ text: String) {
    if let known = Self.named[text.lowercased()] {
      self = known
      return
    }
    var digits = text.dropFirst().map { $0.hexDigitValue ?? -1 }
    guard text.hasPrefix("#"), digits.allSatisfy({ $0 >= 0 }) else { return nil }
    if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
    guard digits.count == 6 else { return nil }
    func part(_ place: Int) -> UInt8 { UInt8(digits[place] * 16 + digits[place + 1]) }
    self.init(red: part(0), green: part(2), blue: part(4))
  }

  /// The colour by its name if it has one.
  var name: String { Self.named.filter { $0.value == self }.map(\.key).min() ?? text }

  /// The colour as `#rrggbb`.
  package var text: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
