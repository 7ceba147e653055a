internal import LoracImages

extension Evidence {
  /// The evidence of `faces` within a picture of `size`: each with its hair and shoulders, the face itself most of all.
  init(faces: [PixelBox], in size: PictureSize) {
    // A grid fine enough that a face is never lost between two places.
    let (columns, rows) = (min(size.width, 256), min(size.height, 256))
    var values = [UInt32](repeating: 0, count: columns * rows)
    func add(_ box: PixelBox, _ weight: UInt32) {
      guard let box = box.intersection(PixelBox(size)) else { return }
      let (left, right) = (box.left * columns / size.width, (box.right * columns - 1) / size.width)
      let (top, bottom) = (box.top * rows / size.height, (box.bottom * rows - 1) / size.height)
      for y in top...bottom { for x in left...right { values[y * columns + x] += weight } }
    }
    for face in faces {
      add(
        PixelBox(
          left: face.left - face.width / 2, top: face.top - face.height / 2, width: face.width * 2,
          height: face.height * 5 / 2), 1)
      add(face, 8)
    }
    self.init(values, width: columns, height: rows, of: size)
  }
}
