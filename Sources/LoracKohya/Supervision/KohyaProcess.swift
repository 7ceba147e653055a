internal import Subprocess
internal import SystemPackage

/// A training process that runs in a process group of its own, so that a signal reaches all that it starts.
package struct KohyaProcess: Sendable {
  /// The program, then its arguments; a name without `/` is looked for on `PATH`.
  package var argumentVector: [String]
  /// The folder in which it runs; nil for the current one.
  package var workingDirectory: String?
  /// Environment variables to set, on top of the current ones.
  package var environment: [String: String]
  /// How long a process has after SIGTERM before it is killed.
  package var grace: Duration

  /// A process that prints unbuffered UTF-8 lines that no terminal width wraps.
  package init(
    argumentVector: [String], workingDirectory: String? = nil, environment: [String: String] = [:],
    grace: Duration = .seconds(10)
  ) {
    self.argumentVector = argumentVector
    self.workingDirectory = workingDirectory
    let printing = ["PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8:backslashreplace", "COLUMNS": "250"]
    self.environment = environment.merging(printing) { given, _ in given }
    self.grace = grace
  }

  /// The process could not be started.
  package struct StartError: Error, Sendable, Hashable {
    /// The program.
    package let program: String
    /// What the system said.
    package let reason: String

    /// The system refused to start `program`.
    package init(program: String, reason: String) {
      self.program = program
      self.reason = reason
    }
  }

  /// Runs the process to its end and hands all it prints, standard output and error together, to `output` as it comes.
  ///
  /// Each element of `signals` is a signal number that lorac received. The first SIGINT goes to the process group as it
  /// is; a second one, and any other signal, becomes SIGTERM, and SIGKILL follows after ``grace``. The process has no
  /// standard input.
  package func run(signals: AsyncStream<Int32>, output: ([UInt8]) -> Void) async throws(StartError) -> ProcessStatus {
    guard let program = argumentVector.first else { throw StartError(program: "", reason: "the command is empty") }
    do {
      var options = PlatformOptions()
      options.processGroupID = 0
      let configuration = Configuration(
        executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
        arguments: Arguments(Array(argumentVector.dropFirst())),
        environment: .inherit.updating(environmentUpdates), workingDirectory: workingDirectory.map { FilePath($0) },
        platformOptions: options)
      let grace = grace
      let result = try await Subprocess.run(
        configuration, input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            await Self.forward(signals, grace: grace) { number in
              // The group may be gone already; then there is nothing to stop.
              try? execution.send(signal: Signal(rawValue: number), toProcessGroup: true)
            }
          }
          for try await buffer in execution.standardOutput {
            output(buffer.bytes.withUnsafeBytes { Array($0) })
          }
          group.cancelAll()
        }
      }
      switch result.terminationStatus {
      case .exited(let code): return .exited(code)
      case .signaled(let number): return .signaled(number)
      }
    } catch {
      throw StartError(program: program, reason: "\(error)")
    }
  }

  private var environmentUpdates: [Environment.Key: String?] {
    Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
  }

  /// Sends signals on and insists: SIGINT once, then SIGTERM, then SIGKILL.
  private static func forward(
    _ signals: AsyncStream<Int32>, grace: Duration, _ send: @Sendable @escaping (Int32) -> Void
  )
    async
  {
    let (interrupt, terminate, kill): (Int32, Int32, Int32) = (2, 15, 9)
    var wasInterrupted = false
    for await signal in signals {
      if signal == interrupt, !wasInterrupted {
        wasInterrupted = true
        send(interrupt)
        continue
      }
      send(terminate)
      guard (try? await Task.sleep(for: grace)) != nil else { return }
      send(kill)
    }
  }
}
