import Glibc
import LoracDiagnostics
import LoracFiles
import LoracKohya
import LoracTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct KohyaProcessTests {
  @Test func outputAndStatusComeBack() async throws {
    let (status, text) = try await run(
      "printf 'out\\n'; printf 'err\\n' >&2; printf '%s' \"$PYTHONUNBUFFERED\"; exit 7")
    #expect(status == .exited(7))
    #expect(text == "out\nerr\n1")
  }

  @Test func aSignalIsAStatus() async throws {
    #expect(try await run("kill -9 $$").0 == .signaled(9))
  }

  @Test func argumentsArriveUnchanged() async throws {
    var random = NastyText(seed: 12)
    let words = (0..<200).map { _ in random.text() }
    let process = KohyaProcess(argumentVector: ["printf", "%s\\0"] + words)
    var bytes: [UInt8] = []
    let status = try await process.run(signals: none()) { bytes += $0 }
    let expected: [UInt8] = words.flatMap { Array($0.utf8) + [0] }
    #expect(status == .exited(0))
    #expect(bytes == expected)
  }

  @Test func aMissingProgramIsAnError() async {
    await #expect(throws: KohyaProcess.StartError.self) {
      try await KohyaProcess(argumentVector: ["/nowhere/accelerate"]).run(signals: none()) { _ in }
    }
  }

  /// The child starts a grandchild, as accelerate does; both must get the signal.
  @Test func theFirstInterruptReachesTheWholeGroup() async throws {
    let script = """
      trap 'echo parent; exit 3' INT
      /bin/bash -c 'trap "echo child; exit 0" INT; echo ready; while :; do sleep 0.05; done'
      """
    let (status, text) = try await run(script, signalsAfterReady: [SIGINT])
    #expect(status == .exited(3))
    #expect(text.split(separator: "\n").sorted() == ["child", "parent", "ready"])
  }

  @Test func theSecondInterruptTerminates() async throws {
    let script = "trap 'echo no' INT; trap 'echo ended; exit 4' TERM; echo ready; while :; do sleep 0.05; done"
    let (status, text) = try await run(script, signalsAfterReady: [SIGINT, SIGINT])
    #expect(status == .exited(4))
    #expect(text.hasSuffix("ended\n"))
  }

  @Test func whatDoesNotEndIsKilled() async throws {
    let script = "trap '' INT TERM; echo ready; while :; do sleep 0.05; done"
    let (status, _) = try await run(script, signalsAfterReady: [SIGTERM], grace: .milliseconds(300))
    #expect(status == .signaled(SIGKILL))
  }

  @Test func receivedSignalsBecomeAStream() async throws {
    let received = ReceivedSignals([SIGUSR2])
    defer { received.stop() }
    kill(getpid(), SIGUSR2)
    var iterator = received.stream.makeAsyncIterator()
    #expect(await iterator.next() == SIGUSR2)
  }

  @Test func aRunKeepsItsLogAndItsEvents() async throws {
    let folder = try TemporaryDirectory()
    let script = try folder.write(
      "printf 'epoch 1/1\\n\\rsteps: 100%%|##| 1/1 [00:01<00:00,  1.00s/it, avr_loss=nan]\\nNo data found. Please verify arguments\\n'",
      to: "script")
    let process = KohyaProcess(argumentVector: ["/bin/bash", script])
    var events: [TrainingEvent] = []
    let outcome = try await KohyaRun(process: process, logPath: "\(folder.path)/log.txt").run(signals: none()) {
      events.append($0)
    }
    #expect(events.first == .epoch(1, of: 1) && events.count == 3)
    #expect(outcome.status == .exited(0) && outcome.isFailure && outcome.brokenLossStep == 1)
    #expect(outcome.evidence.diagnostic(for: outcome.status).code.id == "LR0824")
    #expect(outcome.logError == nil)
    #expect(
      String(decoding: try readFile("\(folder.path)/log.txt"), as: UTF8.self).hasSuffix(
        "No data found. Please verify arguments\n"))
  }

  @Test func aLogThatCannotBeWrittenDoesNotStopTheRun() async throws {
    let run = KohyaRun(process: KohyaProcess(argumentVector: ["/bin/echo", "hello"]), logPath: "/nowhere/log.txt")
    var events: [TrainingEvent] = []
    let outcome = try await run.run(signals: none()) { events.append($0) }
    #expect(outcome.logError != nil && events == [.message(.info, "hello")])
  }

  private func none() -> AsyncStream<Int32> { AsyncStream { _ in } }

  /// Runs a bash script; once it says `ready`, the signals are handed to the supervisor, a moment apart.
  ///
  /// Among all other tests it may take minutes until this one goes on, hence the long grace.
  private func run(
    _ script: String, signalsAfterReady: [Int32] = [], grace: Duration = .seconds(600)
  ) async throws -> (ProcessStatus, String) {
    let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
    let process = KohyaProcess(argumentVector: ["/bin/bash", "-c", script], grace: grace)
    var text = ""
    var isReady = false
    let status = try await process.run(signals: signals) { bytes in
      text += String(decoding: bytes, as: UTF8.self)
      guard !isReady, text.contains("ready") else { return }
      isReady = true
      Task {
        for signal in signalsAfterReady {
          continuation.yield(signal)
          try await Task.sleep(for: .milliseconds(200))
        }
      }
    }
    return (status, text)
  }
}
