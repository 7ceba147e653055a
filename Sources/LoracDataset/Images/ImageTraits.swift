/// What a header tells about a picture that changes how sd-scripts trains it.
package struct ImageTraits: OptionSet, Hashable, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// A set of traits from bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Has transparency; without `alpha_mask` the hidden colours are trained as they are (no compositing).
  package static let alpha = ImageTraits(rawValue: 1)
  /// Several frames; only the first is trained.
  package static let animated = ImageTraits(rawValue: 2)
  /// Four inks; converted to RGB without a colour profile, which shifts colours.
  package static let cmyk = ImageTraits(rawValue: 4)
  /// More than eight bits per channel; reduced to eight.
  package static let deep = ImageTraits(rawValue: 8)
  /// Grey levels only.
  package static let gray = ImageTraits(rawValue: 16)
  /// Colours by palette.
  package static let palette = ImageTraits(rawValue: 32)
  /// More pixels than Pillow loads without a warning (`ImageHeader.warningArea`).
  package static let huge = ImageTraits(rawValue: 64)
  /// A PNG without its last chunk, yet with whole chunks before; Pillow loads it.
  package static let noEndMarker = ImageTraits(rawValue: 128)
}
