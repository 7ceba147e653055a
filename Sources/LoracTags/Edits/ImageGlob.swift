/// A pattern for images: `0002.png`, `*.jpg`, `30_Zhang/0002.png`, `30_Zhang/*` or `30_Zhang/`.
///
/// It is compared with as many last parts of the image's path as it has itself; `*` and `?` do not stand for `/`. A
/// pattern that ends in `/` names all images of a folder. Letter case counts, as in file names.
struct ImageGlob {
  private let parts: [Glob]

  /// A pattern.
  init(_ pattern: String) {
    var names = pattern.split(separator: "/").filter { $0 != "." }.map(String.init)
    if pattern.hasSuffix("/") { names.append("*") }
    parts = names.map { Glob($0) }
  }

  /// Whether it names the image `file` in `folder`.
  func matches(folder: String, file: String) -> Bool {
    let path = folder.split(separator: "/").map(String.init) + [file]
    guard !parts.isEmpty, parts.count <= path.count else { return false }
    return zip(parts, path.suffix(parts.count)).allSatisfy { $0.matches($1) }
  }
}

extension TagEdit {
  /// Whether a pattern, as ``images`` has them, names an image.
  package static func names(_ pattern: String, folder: String, file: String) -> Bool {
    ImageGlob(pattern).matches(folder: folder, file: file)
  }
}
