internal import Glibc

/// A web server for this machine alone, on 127.0.0.1, which answers to GET with what a function gives for a path.
///
/// All readers are served by one thread that never waits for one of them.
package final class ReportServer {
  // A class because it owns a socket.
  /// Why the server cannot begin.
  package struct Failure: Error, Sendable, Hashable {
    /// The port that was wanted; 0 for any.
    package var port: UInt16
    /// The system's error number.
    package var number: Int32

    /// The system's words for the error.
    package var reason: String { String(cString: strerror(number)) }
    /// Whether another program has the port.
    package var isTaken: Bool { number == EADDRINUSE }
  }

  /// Readers at once; further ones wait until one is done.
  private static let most = 128

  private let descriptor: Int32
  /// The port at which it listens.
  package let port: UInt16
  private var connections: [Connection] = []

  /// Listens at `port` of 127.0.0.1; 0 takes a free one.
  package init(port wanted: UInt16 = 0) throws(Failure) {
    // A file that the program opens later must not be taken for a socket by a child.
    let descriptor = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(port: wanted, number: errno) }
    var reuse: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = wanted.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && listen(descriptor, SOMAXCONN) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isListening else {
      let number = errno
      close(descriptor)
      throw Failure(port: wanted, number: number)
    }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit {
    for connection in connections { close(connection.descriptor) }
    close(descriptor)
  }

  /// Where a browser finds the server.
  package var address: String { "http://127.0.0.1:\(port)/" }

  /// Serves until `shouldStop` says so, which is asked twice a second and whenever a signal came.
  ///
  /// `answer` gives the content of a path such as `/`; it is called by this thread alone.
  package func run(answer: (String) -> Response, shouldStop: () -> Bool) {
    while !shouldStop() {
      var requests = connections.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
      let isFull = connections.count >= Self.most
      requests.append(pollfd(fd: isFull ? -1 : descriptor, events: Int16(POLLIN), revents: 0))
      guard poll(&requests, nfds_t(requests.count), 500) >= 0 || errno == EINTR else { return }
      let ready = requests.dropLast().map { $0.revents != 0 }
      for index in connections.indices.reversed() {
        let state = ready[index] ? connections[index].advance(answer) : .open
        if case .open = state, !connections[index].isOverdue { continue }
        close(connections[index].descriptor)
        connections.remove(at: index)
      }
      if requests[requests.count - 1].revents != 0 { acceptAll() }
    }
  }

  private func acceptAll() {
    while connections.count < Self.most {
      let reader = accept(descriptor, nil, nil)
      guard reader >= 0 else { return }
      _ = fcntl(reader, F_SETFL, O_NONBLOCK)
      _ = fcntl(reader, F_SETFD, FD_CLOEXEC)
      connections.append(Connection(reader))
    }
  }
}
