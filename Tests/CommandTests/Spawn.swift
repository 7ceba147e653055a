import Glibc

/// A program that could not be started.
struct SpawnFailure: Error, CustomStringConvertible {
  var program: String
  var number: Int32

  var description: String { "cannot start \(program): \(String(cString: strerror(number)))" }
}

/// Runs a program and waits for it; its exit status, or 128 and the signal's number if a signal ended it.
///
/// Standard input is empty. `output` and `errors` are files, which are written anew.
func spawn(_ words: [String], variables: [String: String], folder: String, output: String, errors: String) throws
  -> Int32
{
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  for (descriptor, path) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
    posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  }
  var process = pid_t()
  // Swift does not see glibc's file action for this.
  let program = "/usr/bin/env"
  let failure = withCStrings([program, "-C", folder] + words) { arguments in
    withCStrings(variables.map { "\($0.key)=\($0.value)" }) { environment in
      posix_spawn(&process, program, &actions, nil, arguments, environment)
    }
  }
  guard failure == 0 else { throw SpawnFailure(program: program, number: failure) }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0, errno == EINTR {}
  let signal = status & 0x7F
  return signal == 0 ? status >> 8 & 0xFF : 128 + signal
}

private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = strings.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("a list that ends with nil is not empty") }
    return body(base)
  }
}
