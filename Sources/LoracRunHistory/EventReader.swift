package import LoracFiles

/// Reads a log that grows: each time what came since the last.
package struct EventReader: Sendable {
  /// What came.
  package enum News: Sendable, Hashable {
    /// Nothing, or no whole line yet.
    case nothing
    /// Whole lines, each with its line break.
    case lines([UInt8])
    /// The log is another one than before, as after `--resume`, which drops lines: all its whole lines.
    case restart([UInt8])
  }

  /// The path of the log.
  package let path: String
  /// Up to where it was read: behind a line break.
  private var offset = 0
  /// The last line that was read, by which the log is known again.
  private var lastLine: [UInt8] = []
  /// Whether what follows the last whole line is not the begin of an event.
  private(set) var isRestBroken = false

  /// A reader at the begin of the log at `path`, which need not be there yet.
  package init(_ path: String) { self.path = path }

  /// Reads on; a last line without its line break is left for the next time.
  package mutating func read() throws(FileError) -> News {
    let begin = offset - lastLine.count
    var bytes = try part(from: begin)
    let isSame = bytes.starts(with: lastLine)
    if isSame {
      bytes.removeFirst(lastLine.count)
    } else {
      offset = 0
      lastLine = []
      if begin > 0 { bytes = try part(from: 0) }
    }
    let end = bytes.lastIndex(of: UInt8(ascii: "\n"))
    isRestBroken = bytes.dropFirst(end.map { $0 + 1 } ?? 0).first.map { $0 != UInt8(ascii: "{") } ?? false
    guard let end else { return isSame ? .nothing : .restart([]) }
    bytes.removeSubrange((end + 1)...)
    offset += bytes.count
    let lineStart = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    lastLine = Array(bytes[lineStart...])
    return isSame ? .lines(bytes) : .restart(bytes)
  }

  private func part(from offset: Int) throws(FileError) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.read(path, from: offset)
    } catch {
      if error.isMissing { return [] }
      throw error
    }
  }
}
