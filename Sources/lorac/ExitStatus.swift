/// How a command ends.
enum ExitStatus: Int32, Error {
  /// Nothing is wrong.
  case success = 0
  /// Errors were found and reported.
  case errors = 1
  /// The command line is wrong.
  case usage = 2
  /// The run failed.
  case failedRun = 3
  /// `plan --against` found a difference.
  case different = 4
}
