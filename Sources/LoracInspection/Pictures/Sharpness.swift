package import LoracImages

/// How sharp a picture is where it is sharpest.
///
/// The variance of the Laplacian in 16×16 cells of the picture, scaled down so that its longer side has at most 512 pixels;
/// of these the highest tenth, in proportion to the variance of brightness in the same cells, so that dark and
/// pale pictures are no blurred ones. A portrait before a blurred background is sharp by this measure, a picture that is
/// blurred everywhere or was enlarged is not.
package enum Sharpness {
  /// The longer side at which pictures are measured; smaller ones are measured as they are.
  package static let side = 512

  private static let gridSide = 16

  /// The sharpness of a picture of at most ``side`` pixels.
  package static func of(_ map: BrightnessMap) -> Double {
    // Cells of less than 4×4 pixels would measure noise.
    let columns = min(gridSide, max(1, map.width / 4))
    let rows = min(gridSide, max(1, map.height / 4))
    let cells = map.cells(columns: columns, rows: rows).sorted { $0.laplacian > $1.laplacian }
    let kept = cells.prefix(max(1, cells.count / 10))
    // Cells of one colour have neither edges nor contrast.
    return kept.reduce(0) { $0 + $1.laplacian } / max(1, kept.reduce(0) { $0 + $1.contrast })
  }

  /// The size at which a picture is measured.
  package static func size(of picture: PictureSize) -> PictureSize {
    let longer = max(picture.width, picture.height)
    guard longer > side else { return picture }
    return PictureSize(
      width: max(1, (picture.width * side + longer / 2) / longer),
      height: max(1, (picture.height * side + longer / 2) / longer))
  }
}
