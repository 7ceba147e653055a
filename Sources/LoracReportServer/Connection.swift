internal import Glibc

/// One reader: what it asked, and how much of the answer it has taken.
struct Connection {
  /// What became of a connection.
  enum State {
    /// It goes on.
    case open
    /// It is over, in whatever way.
    case closed
  }

  /// How long a reader may do nothing before it is let go.
  private static let patience: Duration = .seconds(20)

  /// The socket, which does not block.
  let descriptor: Int32
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  private var sent = 0
  private var isDraining = false
  private var deadline = ContinuousClock.now + patience

  /// A connection that was accepted.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Whether the whole question has come.
  private var isAnswering: Bool { !output.isEmpty }

  /// What the connection waits for, as `poll` wants it.
  var events: Int16 { Int16(isAnswering && !isDraining ? POLLOUT : POLLIN) }

  /// Whether the reader did nothing for too long.
  var isOverdue: Bool { ContinuousClock.now > deadline }

  /// Goes on with what can be done without waiting.
  mutating func advance(_ answer: (String) -> Response) -> State {
    isDraining ? drain() : isAnswering ? send() : receive(answer)
  }

  private mutating func receive(_ answer: (String) -> Response) -> State {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count < 0 { return errno == EAGAIN || errno == EINTR ? .open : .closed }
    guard count > 0 else { return .closed }
    deadline = ContinuousClock.now + Self.patience
    input += chunk[..<count]
    guard let end = Self.endOfHead(input) else {
      guard input.count > Request.limit else { return .open }
      output = Response(status: "431 Request Header Fields Too Large", "the question is too long").bytes(
        withContent: true)
      return send()
    }
    do throws(Request.Problem) {
      let request = try Request(input[..<end])
      output = answer(request.path).bytes(withContent: request.wantsContent)
    } catch {
      output = Response(error).bytes(withContent: true)
    }
    return send()
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    let end = Array("\r\n\r\n".utf8)
    guard bytes.count >= end.count else { return nil }
    return (0...bytes.count - end.count).first { bytes[$0..<$0 + end.count].elementsEqual(end) }
  }

  private mutating func send() -> State {
    while sent < output.count {
      let count = output[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 { return errno == EAGAIN || errno == EINTR ? .open : .closed }
      sent += count
      deadline = ContinuousClock.now + Self.patience
    }
    // Closed at once, bytes that were never read would take the answer back: the reader closes first.
    shutdown(descriptor, Int32(SHUT_WR))
    isDraining = true
    return .open
  }

  private func drain() -> State {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    return count > 0 || count < 0 && (errno == EAGAIN || errno == EINTR) ? .open : .closed
  }
}
