/// The names of prepared pictures: the original's, where pictures are made anew with `.png`.
package enum PreparedNames {
  /// A name for each of `originals`, none twice, nor any that shares its caption file with another.
  ///
  /// Where originals differ in their extension alone, all but the first keep it inside the name: `a.png` becomes
  /// `a-png.png` beside `a.jpg`, which has become `a.png`. Without `isRemade` extensions stay.
  package static func names(for originals: [String], isRemade: Bool) -> [String] {
    // File systems may take names for equal that differ in case; Swift does so for accents written in two ways.
    var taken: Set<String> = []
    return originals.map { original in
      let (stem, ending) = parts(of: original)
      var name = stem
      var number = 1
      while !taken.insert(name.lowercased()).inserted {
        name = number == 1 ? "\(stem)-\(ending)" : "\(stem)-\(ending)-\(number)"
        number += 1
      }
      return isRemade ? name + ".png" : ending.isEmpty ? name : "\(name).\(ending)"
    }
  }

  /// The name without its extension, and the extension without its dot.
  package static func parts(of name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }
}
