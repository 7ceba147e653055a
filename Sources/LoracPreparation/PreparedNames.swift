/// The names of prepared pictures: the original's with `.png`.
package enum PreparedNames {
  /// A name for each of `originals`, none twice.
  ///
  /// Where originals differ in their extension alone, all but the first keep it inside the name: `a.jpg` becomes
  /// `a-jpg.png` beside `a.png`.
  package static func names(for originals: [String]) -> [String] {
    // File systems may take names for equal that differ in case.
    var taken: Set<String> = []
    return originals.map { original in
      let (stem, ending) = parts(of: original)
      var name = stem
      var number = 1
      while !taken.insert(name.lowercased()).inserted {
        name = number == 1 ? "\(stem)-\(ending)" : "\(stem)-\(ending)-\(number)"
        number += 1
      }
      return name + ".png"
    }
  }

  /// The name without its extension, and the extension without its dot.
  package static func parts(of name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }
}
