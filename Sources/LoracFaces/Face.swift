package import LoracImages

/// A face in a picture, in the picture's pixels; parts may lie outside.
package struct Face: Sendable, Hashable {
  /// A place in the picture.
  package struct Point: Sendable, Hashable {
    /// Pixels from the left.
    package var x: Float
    /// Pixels from the top.
    package var y: Float
  }

  /// The left edge.
  package var x: Float
  /// The upper edge.
  package var y: Float
  /// From the left edge to the right one.
  package var width: Float
  /// From the upper edge to the lower one.
  package var height: Float
  /// Right eye, left eye, tip of the nose, right and left corner of the mouth, of the person.
  package var landmarks: [Point]
  /// How sure the model is, 0 to 1.
  package var score: Float

  /// The whole pixels that the face covers in a picture of `size`; nil if it lies outside.
  package func box(in size: PictureSize) -> PixelBox? {
    // Far outside, as a broken model may say, numbers do not fit into integers.
    let edges = [x, y, x + width, y + height]
    guard edges.allSatisfy({ $0.magnitude < 1e9 }) else { return nil }
    let (left, top) = (max(Int(edges[0].rounded(.down)), 0), max(Int(edges[1].rounded(.down)), 0))
    let (right, bottom) = (min(Int(edges[2].rounded(.up)), size.width), min(Int(edges[3].rounded(.up)), size.height))
    guard right > left, bottom > top else { return nil }
    return PixelBox(left: left, top: top, width: right - left, height: bottom - top)
  }

  /// The face in a picture that is `factor` times as large.
  func scaled(by factor: Float) -> Face {
    var face = self
    face.x *= factor
    face.y *= factor
    face.width *= factor
    face.height *= factor
    face.landmarks = landmarks.map { Point(x: $0.x * factor, y: $0.y * factor) }
    return face
  }
}
