/// Of faces that overlap, only the most certain stay: OpenCV's `dnn::NMSBoxes`.
enum FaceSuppression {
  /// The faces that stay, the most certain first.
  static func strongest(_ faces: [Face], scoreThreshold: Float, overlapThreshold: Float, most: Int) -> [Face] {
    // OpenCV compares the only face with nothing.
    guard faces.count > 1 else { return faces }
    // The standard library's sort keeps the order of equals.
    let candidates = faces.filter { $0.score > scoreThreshold }.sorted { $0.score > $1.score }.prefix(most)
    var kept: [(face: Face, box: Box)] = []
    for face in candidates {
      let box = Box(face)
      if kept.allSatisfy({ box.overlap(with: $0.box) <= overlapThreshold }) { kept.append((face, box)) }
    }
    return kept.map(\.face)
  }

  /// A box of whole pixels, cut off as OpenCV does before it compares.
  private struct Box {
    let x, y, width, height: Int

    init(_ face: Face) {
      x = Self.whole(face.x)
      y = Self.whole(face.y)
      width = Self.whole(face.width)
      height = Self.whole(face.height)
    }

    private static func whole(_ number: Float) -> Int {
      number.isFinite ? Int(min(max(number, -1e9), 1e9)) : 0
    }

    private var area: Int { width * height }

    /// What both cover of what either covers.
    func overlap(with other: Box) -> Float {
      guard area + other.area > 0 else { return 1 }
      let across = min(x + width, other.x + other.width) - max(x, other.x)
      let down = min(y + height, other.y + other.height) - max(y, other.y)
      let shared = across > 0 && down > 0 ? across * down : 0
      let distance = 1 - Double(shared) / Double(area + other.area - shared)
      return 1 - Float(distance)
    }
  }
}
