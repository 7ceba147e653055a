package import LoracFiles
package import LoracImages

/// Where pictures are written: one file, or numbered files in a folder.
package struct PictureFiles: Sendable {
  private let path: String
  private let isFile: Bool
  private var next: Int

  /// `path` is a folder unless it ends in `.png`; several pictures of a file get a number before the ending.
  package init(_ path: String) {
    self.path = path
    isFile = path.lowercased().hasSuffix(".png")
    next = 0
    guard !isFile else { return }
    // As A1111 numbers: one more than the highest.
    let names = (try? FileSystem.names(in: path)) ?? []
    let numbers = names.compactMap { Int($0.prefix { $0.isASCII && $0.isNumber }) }
    next = (numbers.max() ?? -1) + 1
  }

  /// The paths of the next pictures, with these seeds; `total` is how many there will be altogether.
  package mutating func take(seeds: [Int], of total: Int) -> [String] {
    defer { next += seeds.count }
    return seeds.enumerated().map { index, seed in
      guard isFile else { return FilePaths.join(path, "\(Self.padded(next + index, 5))-\(seed).png") }
      return total == 1 ? path : "\(path.dropLast(4))-\(Self.padded(next + index + 1, 2))\(path.suffix(4))"
    }
  }

  private static func padded(_ number: Int, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }

  /// Writes a picture with A1111's text; under a temporary name first, so that no half file is left.
  package static func write(
    _ picture: RGBImage, text: String, to path: String
  ) throws(FileError) {
    let bytes: [UInt8]
    do {
      bytes = try PNGWriter.encode(picture, texts: [("parameters", text)])
    } catch {
      // A text with zeros; the picture is worth more.
      bytes = (try? PNGWriter.encode(picture)) ?? []
    }
    try FileSystem.createFolders(FilePaths.parent(of: path))
    try FileSystem.write(bytes, to: path)
  }
}
