/// The images of a folder in kohya's order; they may be put together only when they are looked at.
///
/// Encodes, compares and hashes as the list of its images.
package struct ImageList: Sendable, RandomAccessCollection, MutableCollection {
  private enum Storage: Sendable {
    case made([ImagePlan])
    case deferred(count: Int, @Sendable (Int) -> ImagePlan)
  }

  private var storage: Storage

  /// A list of images.
  package init(_ images: [ImagePlan]) { storage = .made(images) }

  /// A list of `count` images, of which `image` gives the one at a place, always the same.
  package init(count: Int, _ image: @escaping @Sendable (Int) -> ImagePlan) {
    storage = .deferred(count: count, image)
  }

  /// 0, the place of the first image.
  package var startIndex: Int {
    0
  }

  /// The number of images.
  package var endIndex: Int {
    switch storage {
    case .made(let images): images.count
    case .deferred(let count, _): count
    }
  }

  /// The image at a place.
  package subscript(place: Int) -> ImagePlan {
    get {
      switch storage {
      case .made(let images): images[place]
      case .deferred(_, let image): image(place)
      }
    }
    set {
      var images = Array(self)
      images[place] = newValue
      storage = .made(images)
    }
  }
}

extension ImageList: ExpressibleByArrayLiteral {
  /// A list of images.
  package init(arrayLiteral images: ImagePlan...) { self.init(images) }
}

extension ImageList: Hashable {
  /// Whether both hold the same images.
  package static func == (left: ImageList, right: ImageList) -> Bool { left.elementsEqual(right) }

  /// Hashes every image.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for image in self { hasher.combine(image) }
  }
}

extension ImageList: Codable {
  /// Reads a list.
  package init(from decoder: any Decoder) throws { self.init(try [ImagePlan](from: decoder)) }

  /// Writes a list.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for image in self { try container.encode(image) }
  }
}
