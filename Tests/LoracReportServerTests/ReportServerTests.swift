import Glibc
import LoracReportServer
import Synchronization
import Testing

/// A server that runs on a thread of its own until the value goes away.
private final class RunningServer: Sendable {
  let port: UInt16
  private let stops: Stop
  private let thread: pthread_t

  private final class Stop: Sendable { let flag = Atomic<Bool>(false) }

  init(_ answer: @escaping @Sendable (String) -> Response) throws {
    let server = try ReportServer()
    port = server.port
    let stop = Stop()
    stops = stop
    let work = Unmanaged.passRetained(
      Work { server.run(answer: answer, shouldStop: { stop.flag.load(ordering: .relaxed) }) })
    var handle = pthread_t()
    pthread_create(
      &handle, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, work.toOpaque())
    thread = handle
  }

  private final class Work {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  deinit {
    stops.flag.store(true, ordering: .relaxed)
    pthread_join(thread, nil)
  }

  /// A socket that is connected to the server.
  func connect() -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return result == 0 ? descriptor : -1
  }

  /// Sends `text` in parts of `size` bytes and reads until the server closes.
  func ask(_ text: String, inPartsOf size: Int = 4096) -> String {
    let descriptor = connect()
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let part = Array(bytes[start..<min(start + size, bytes.count)])
      guard Glibc.send(descriptor, part, part.count, Int32(MSG_NOSIGNAL)) == part.count else { break }
    }
    return Self.read(descriptor)
  }

  static func read(_ descriptor: Int32) -> String {
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += chunk[..<count]
    }
  }
}

@Suite(.serialized) struct ReportServerTests {
  private static let question = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

  private func server() throws -> RunningServer {
    try RunningServer { path in
      path == "/" ? Response(Array("pöge".utf8), type: "text/html; charset=utf-8") : .notFound
    }
  }

  @Test func servesItsPages() throws {
    let server = try server()
    let answer = server.ask(Self.question)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.hasSuffix("\r\n\r\npöge"))
    #expect(answer.contains("Content-Length: 5\r\n"))
    #expect(answer.contains("Content-Type: text/html; charset=utf-8\r\n"))
    #expect(server.ask(Self.question, inPartsOf: 1) == answer)
    let head = server.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(head == answer.dropLast("pöge".count))
  }

  @Test(arguments: [
    ("GET /etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"),
    ("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"),
    ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", "405"),
    ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "403"), ("nonsense\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + String(repeating: "x", count: 20_000), "431"),
  ])
  func refusesEverythingElse(question: String, status: String) throws {
    let answer = try server().ask(question)
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
  }

  @Test func slowReadersBlockNobody() throws {
    let large = [UInt8](repeating: 65, count: 8 << 20)
    let server = try RunningServer { path in
      Response(path == "/large" ? large : Array("small".utf8), type: "text/plain")
    }
    // One says nothing, one stops in the middle of its question, one does not take its answer.
    let idle = (0..<3).map { _ in server.connect() }
    for descriptor in idle { #expect(descriptor >= 0) }
    let half = Array("GET / HT".utf8)
    _ = send(idle[1], half, half.count, 0)
    let whole = Array("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
    _ = send(idle[2], whole, whole.count, 0)
    for _ in 0..<20 { #expect(server.ask(Self.question).hasSuffix("\r\n\r\nsmall")) }
    // And the slow one gets all of it in the end.
    #expect(RunningServer.read(idle[2]).utf8.count > large.count)
    for descriptor in idle { close(descriptor) }
  }

  @Test func manyReadersAtOnce() throws {
    let server = try server()
    let readers = (0..<150).map { _ in server.connect() }
    let question = Array(Self.question.utf8)
    for reader in readers { _ = send(reader, question, question.count, 0) }
    for reader in readers {
      #expect(RunningServer.read(reader).hasSuffix("pöge"))
      close(reader)
    }
  }

  @Test func saysThatAPortIsTaken() throws {
    let server = try server()
    #expect { try ReportServer(port: server.port) } throws: { ($0 as? ReportServer.Failure)?.isTaken == true }
  }

  @Test func isNotToBeReachedFromOutside() throws {
    let server = try server()
    // All of 127.0.0.0/8 is this machine; a server on every address would answer here, too.
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = server.port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0002).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    #expect(result != 0)
  }
}
