/// Points as an SVG path.
enum CurvePath {
  /// The units of a chart's drawing, which is stretched to the room it gets.
  static let (width, height) = (2000, 600)

  /// A line through the points, broken where there is none; places from 0 to 1, the second from below.
  static func line(_ points: [(x: Double, y: Double)?]) -> String {
    var path = ""
    var last: (Int, Int)?
    for (index, point) in points.enumerated() {
      guard let point else {
        last = nil
        continue
      }
      let place = Self.place(point)
      if let (x, y) = last {
        // Relative, which is half as long.
        path += "l\(place.0 - x)\(place.1 - y < 0 ? "" : " ")\(place.1 - y)"
      } else {
        path += "M\(place.0) \(place.1)"
        let isAlone = index + 1 == points.count || points[index + 1] == nil
        // A line of no length shows as a dot, since its ends are round.
        if isAlone { path += "h0" }
      }
      last = place
    }
    return path
  }

  private static func place(_ point: (x: Double, y: Double)) -> (Int, Int) {
    // What lies outside the frame is cut off, but must stay a number.
    let y = min(max(point.y, -5), 5)
    return (Int((point.x * Double(width)).rounded()), Int(((1 - y) * Double(height)).rounded()))
  }
}
