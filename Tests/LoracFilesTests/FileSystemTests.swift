import Glibc
import LoracFiles
import LoracTestSupport
import Testing

@Suite struct FileSystemTests {
  @Test func readsFiles() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("text", to: "file")
    #expect(try FileSystem.read(path) == Array("text".utf8))
    #expect(throws: LoracFiles.FileError(path: path, number: EFBIG)) { try FileSystem.read(path, limit: 3) }
    #expect(throws: LoracFiles.FileError(path: folder.path, number: EISDIR)) { try FileSystem.read(folder.path) }
  }

  @Test(arguments: ["/dev/zero", "/dev/null", "/dev/tty", "/dev/random"]) func refusesDevices(_ path: String) throws {
    let error = #expect(throws: LoracFiles.FileError.self) { try FileSystem.read(path) }
    // Without a terminal /dev/tty cannot be opened at all.
    if path != "/dev/tty" { #expect(error?.reason == "It is a device or a socket, not a file") }
  }

  @Test func takesAPipeNobodyWritesAsEmpty() throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(try FileSystem.read(path).isEmpty)
  }

  @Test func waitsForThePipeOfAProgram() throws {
    // As `<(…)` in a shell: the path names a pipe whose writer is slower than its reader.
    let pipe = popen("sleep 0.2; printf lorac; sleep 0.2; printf ': 1'", "r")
    defer { pclose(pipe) }
    #expect(try FileSystem.read("/proc/self/fd/\(fileno(pipe))") == Array("lorac: 1".utf8))
  }
}

@Suite struct WritingTests {
  @Test func replacesFiles() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("old", to: "file")
    try FileSystem.write(Array("new".utf8), to: path)
    #expect(try FileSystem.read(path) == Array("new".utf8))
    #expect(try namesInFolder(folder.path) == ["file"])
  }

  /// Somebody who writes to `/dev/null` with all rights must not lose it.
  @Test func leavesPipesInPlace() throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try FileSystem.write(Array("text".utf8), to: path)
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(read(reader, &bytes, 8) == 4)
    #expect(FileSystem.kind(of: path) == .other)
    #expect(try namesInFolder(folder.path) == ["pipe"])
  }
}

@Suite struct RemovalTests {
  @Test func removesFilesFoldersAndLinks() throws {
    let folder = try TemporaryDirectory()
    try folder.write("", to: "kept/file")
    try folder.write("", to: "gone/a/b/c")
    #expect(symlink("\(folder.path)/kept", "\(folder.path)/gone/link") == 0)
    try FileSystem.remove("\(folder.path)/gone")
    try FileSystem.remove("\(folder.path)/gone")
    #expect(try namesInFolder(folder.path) == ["kept"])
    #expect(try namesInFolder("\(folder.path)/kept") == ["file"])
    try FileSystem.remove("\(folder.path)/kept/file")
    #expect(throws: LoracFiles.FileError.self) { try FileSystem.remove("/proc/self") }
  }
}

@Suite struct AppendedFileTests {
  @Test func growsAndIsCut() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("abc", to: "file")
    let file = try AppendedFile(path, keeping: 2)
    try file.append(Array("de".utf8))
    try AppendedFile(path).append(Array("f".utf8))
    #expect(String(decoding: try readFile(path), as: UTF8.self) == "abdef")
    try file.truncate(to: 9)
    try file.truncate(to: 1)
    #expect(String(decoding: try readFile(path), as: UTF8.self) == "a")
    #expect(throws: LoracFiles.FileError(path: "/dev/full", number: ENOSPC)) {
      try AppendedFile("/dev/full").append([1])
    }
  }

  @Test func saysWhatStandsInTheWay() throws {
    let folder = try TemporaryDirectory()
    try writeFile([], to: "\(folder.path)/file")
    #expect(FileSystem.obstacle(to: "\(folder.path)/new/deep/a.png") == nil)
    #expect(FileSystem.obstacle(to: "\(folder.path)/file") == nil)
    #expect(FileSystem.obstacle(to: "\(folder.path)/file/new/a.png")?.isFileInTheWay == true)
    #expect(FileSystem.obstacle(to: folder.path)?.number == EISDIR)
    // Even root may not.
    #expect(FileSystem.obstacle(to: "/proc/new/a.png")?.path == "/proc")
    #expect(try namesInFolder(folder.path) == ["file"], "nothing is left")
  }
}
