/// Names as a message lists them: the first five, then how many more.
enum NameList {
  /// How many names a message shows.
  static let limit = 5

  /// `'a.png', 'b.png' and 3 more`.
  static func text(_ names: [String], of count: Int? = nil) -> String {
    let count = count ?? names.count
    let shown = names.prefix(limit).map { "'\($0)'" }
    let rest = count - shown.count
    return rest > 0 ? shown.joined(separator: ", ") + " and \(rest) more" : shown.joined(separator: ", ")
  }

  /// `the file is 'a.png'` or `the files are 'a.png', 'b.png'`.
  static func sentence(_ noun: String, _ names: [String]) -> String {
    names.count == 1 ? "the \(noun) is \(text(names))" : "the \(noun)s are \(text(names))"
  }

  /// `1 image` or `3 images`.
  static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
  }
}
