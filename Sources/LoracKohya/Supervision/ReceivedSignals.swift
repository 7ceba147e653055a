internal import Dispatch
internal import Glibc

/// The write end of the pipe of ``ReceivedSignals``; -1 while there is none.
///
/// A signal handler can use nothing but globals.
private nonisolated(unsafe) var signalPipe: Int32 = -1

/// The signals that ask lorac to stop, as a stream; while it lives they no longer end lorac.
///
/// At most one may exist at a time. A handler writes the number into a pipe, which is one of the few things a handler
/// may do; a Dispatch signal source would lose a signal that comes before it has been set up.
package final class ReceivedSignals {
  /// The signal numbers in the order they came.
  package let stream: AsyncStream<Int32>
  private let numbers: [Int32]
  private var source: (any DispatchSourceRead)?

  /// Begins to receive SIGINT, SIGTERM and SIGHUP.
  package init(_ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP]) {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    self.stream = stream
    self.numbers = numbers
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let readEnd = ends[0]
    signalPipe = ends[1]
    let source = DispatchSource.makeReadSource(fileDescriptor: readEnd)
    source.setEventHandler {
      var number: UInt8 = 0
      if read(readEnd, &number, 1) == 1 { continuation.yield(Int32(number)) }
    }
    source.setCancelHandler { close(readEnd) }
    source.resume()
    self.source = source
    for number in numbers {
      signal(number) { received in
        var byte = UInt8(truncatingIfNeeded: received)
        _ = write(signalPipe, &byte, 1)
      }
    }
  }

  /// Gives the signals their usual effect again.
  package func stop() {
    for number in numbers { signal(number, SIG_DFL) }
    source?.cancel()
    close(signalPipe)
    signalPipe = -1
  }
}
