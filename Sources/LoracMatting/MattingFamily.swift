internal import LoracFiles

/// How a model that finds the subject wants its picture, as rembg 2.0.86 gives it to the models of that name.
package enum MattingFamily: String, Sendable, Hashable, CaseIterable {
  /// u2net, u2netp, u2net_human_seg, silueta: 320×320.
  case u2net
  /// isnet-general-use, and BEN: 1024×1024; rembg of 2023 still gave the former other means.
  case isnet
  /// isnet-anime: 1024×1024.
  case isnetAnime = "isnet-anime"
  /// birefnet-general, -lite, -portrait, -dis, -hrsod, -cod, -massive: 1024×1024.
  case birefnet
  /// bria-rmbg: 1024×1024.
  case bria

  /// The family of a model's file, by its name as rembg saves it; nil if the name says nothing.
  package init?(path: String) {
    let name = FilePaths.name(of: path).lowercased()
    guard let start = Self.starts.first(where: { name.hasPrefix($0.text) }) else { return nil }
    self = start.family
  }

  private static let starts: [(text: String, family: MattingFamily)] = [
    ("u2net", .u2net), ("silueta", .u2net), ("isnet-anime", .isnetAnime), ("isnet", .isnet), ("ben", .isnet),
    ("birefnet", .birefnet), ("bria", .bria), ("rmbg", .bria),
  ]

  /// What a model of an unknown name is taken for: by the size of its picture, else U²-Net, as rembg does.
  init(size: Int?) { self = size ?? 320 >= 1024 ? .isnet : .u2net }

  /// The sides of the square picture, for models that take any.
  var size: Int { self == .u2net ? 320 : 1024 }

  /// What is subtracted from each color, of 0 to 1.
  var mean: [Double] { self == .isnet ? [0.5, 0.5, 0.5] : [0.485, 0.456, 0.406] }

  /// By what each color is divided then.
  var deviation: [Double] {
    switch self {
    case .u2net, .birefnet, .bria: [0.229, 0.224, 0.225]
    case .isnet, .isnetAnime: [1, 1, 1]
    }
  }

  /// Whether the model's outputs are to be brought between 0 and 1 by the logistic function.
  var givesLogits: Bool { self == .birefnet }
}
