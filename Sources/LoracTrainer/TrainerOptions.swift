/// How a plan is run, beside what the plan says.
package struct TrainerOptions: Sendable {
  /// The folder for states; LoRA files go where the plan says.
  package var runDirectory: String
  /// Whether to go on from the newest state in `runDirectory`.
  package var resumes: Bool
  /// Threads, at least 1.
  package var threads: Int
  /// The seed where the plan leaves it open.
  package var drawnSeed: Int
  /// The number of the run, kohya's `ss_session_id`.
  package var sessionID: Int
  /// The current time in seconds since 1970.
  package var now: @Sendable () -> Double

  /// The metadata of a LoRA file.
  package var metadata: @Sendable (SaveFacts) -> [(key: String, value: String)] = { _ in [] }

  /// Options for a run in `runDirectory`.
  package init(
    runDirectory: String, resumes: Bool, threads: Int, drawnSeed: Int, sessionID: Int,
    now: @escaping @Sendable () -> Double
  ) {
    self.runDirectory = runDirectory
    self.resumes = resumes
    self.threads = threads
    self.drawnSeed = drawnSeed
    self.sessionID = sessionID
    self.now = now
  }
}
