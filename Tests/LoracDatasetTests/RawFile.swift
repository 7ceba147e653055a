import Glibc

/// Files whose names need not be UTF-8.
enum RawFile {
  struct Failure: Error {
    var errorNumber: Int32
  }

  static func write(_ content: [UInt8], to path: [UInt8]) throws {
    let descriptor = named(path) { open($0, O_CREAT | O_WRONLY | O_TRUNC, 0o644) }
    guard descriptor >= 0 else { throw Failure(errorNumber: errno) }
    defer { _ = close(descriptor) }
    guard Glibc.write(descriptor, content, content.count) == content.count else {
      throw Failure(errorNumber: errno)
    }
  }

  static func makeFolder(_ path: [UInt8]) throws {
    guard named(path, { mkdir($0, 0o755) }) == 0 else {
      throw Failure(errorNumber: errno)
    }
  }

  static func link(to target: String, at path: String) throws {
    guard symlink(target, path) == 0 else { throw Failure(errorNumber: errno) }
  }

  static func makePipe(_ path: String) throws {
    guard mkfifo(path, 0o644) == 0 else { throw Failure(errorNumber: errno) }
  }

  private static func named(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
    (path.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { $0.baseAddress.map(body) ?? -1 }
  }
}
