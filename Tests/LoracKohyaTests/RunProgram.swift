import Glibc
import LoracTestSupport
import Testing

/// Runs a script file with a program found in `/bin` or `/usr/bin`; its standard output, or nil if there is no such program.
func output(of program: String, running script: [UInt8]) throws -> [UInt8]? {
  guard let path = ["/bin/", "/usr/bin/"].map({ $0 + program }).first(where: { access($0, X_OK) == 0 }) else {
    return nil
  }
  let folder = try TemporaryDirectory()
  let file = try folder.write(script, to: "script")
  let out = "\(folder.path)/out"
  let pipe = try #require(popen("\(path) '\(file)' > '\(out)'", "r"))
  let status = pclose(pipe)
  #expect(status == 0, "\(program) ended with \(status)")
  return try readFile(out)
}
