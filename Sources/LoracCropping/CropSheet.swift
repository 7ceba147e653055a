package import LoracImages

extension CropEvidence {
  /// What a contact sheet shows this by.
  package var colour: RGBColour {
    switch self {
    case .whole: RGBColour(red: 148, green: 163, blue: 184)
    case .center: RGBColour(red: 226, green: 232, blue: 240)
    case .saliency: RGBColour(red: 251, green: 191, blue: 36)
    case .faces: RGBColour(red: 74, green: 222, blue: 128)
    case .matte: RGBColour(red: 56, green: 189, blue: 248)
    }
  }

  /// What decided, in a word or two.
  package var words: String {
    switch self {
    case .whole: "whole"
    case .center: "center"
    case .saliency: "stands out"
    case .faces: "faces"
    case .matte: "cut out"
    }
  }
}

extension ContactSheet {
  /// A sheet of `count` crops.
  package static func ofCrops(count: Int, title: String) -> ContactSheet {
    ContactSheet(
      count: count, title: title, legend: CropEvidence.allCases.map { (name: $0.words, colour: $0.colour) })
  }
}

extension ContactSheet.Entry {
  /// A picture and its crop; `thumbnail` may be of any size.
  package init(_ crop: Crop, of thumbnail: RGBAImage, fullSize: PictureSize, name: String) {
    let isWhole = crop.evidence == .whole
    self.init(
      image: thumbnail, fullSize: fullSize, frame: isWhole ? nil : crop.box, colour: crop.evidence.colour,
      lines: [name, "\(fullSize) → \(crop.size)"], note: crop.evidence.words)
  }
}
