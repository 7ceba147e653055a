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

  /// A number with zeros before it, up to `count` digits.
  package static func padded(_ number: Int, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }

  /// Writes a picture with A1111's text; under a temporary name first, so that no half file is left.
  package static func write(
    _ picture: RGBImage, text: String, to path: String
  ) throws(PictureFileError) {
    let bytes: [UInt8]
    do throws(ImageError) {
      // A text with zeros has no place in a PNG; the picture is worth more.
      if let complete = try? PNGWriter.encode(picture, texts: [("parameters", text)]) {
        bytes = complete
      } else {
        bytes = try PNGWriter.encode(picture)
      }
    } catch { throw .image(error) }
    do throws(FileError) {
      try FileSystem.createFolders(FilePaths.parent(of: path))
      try FileSystem.write(bytes, to: path)
    } catch { throw .file(error) }
  }
}

/// Why a picture was not written.
package enum PictureFileError: Error, Sendable {
  /// The file cannot be written.
  case file(FileError)
  /// The picture cannot be encoded: there is no memory for it.
  case image(ImageError)
}
