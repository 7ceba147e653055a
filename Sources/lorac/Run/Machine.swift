internal import Glibc
internal import LoracFiles
internal import LoracTensor

/// What this machine has, and what this process uses of it.
enum Machine {
  /// Processors that this process may run on, which in a container may be fewer than there are.
  static var processorCount: Int {
    let line = lines("/proc/self/status").first { $0.hasPrefix("Cpus_allowed:") }
    let mask = line?.dropFirst("Cpus_allowed:".count) ?? ""
    let allowed = mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    return allowed > 0 ? allowed : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// Bytes of main memory: all, and what could be used now; nil where the system does not tell.
  static var memory: (total: Int, available: Int)? {
    let lines = table("/proc/meminfo")
    guard let total = lines["MemTotal"], let available = lines["MemAvailable"] else { return nil }
    return (total, available)
  }

  /// Bytes of main memory that this process holds now, mapped files included; nil where the system does not tell.
  static var residentBytes: Int? { table("/proc/self/status")["VmRSS"] }
  /// The most that it ever held.
  static var peakResidentBytes: Int? { table("/proc/self/status")["VmHWM"] }

  /// The processor's name; nil where the system does not tell.
  static var processorName: String? {
    let line = lines("/proc/cpuinfo").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).dropFirst().first?.drop { $0 == " " }
    return name.map(String.init)
  }

  /// The operating system with its version, as in `Linux 6.1.0`.
  static var system: String? {
    var names = utsname()
    guard uname(&names) == 0 else { return nil }
    func text<Field>(_ field: Field) -> String {
      withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    return "\(text(names.sysname)) \(text(names.release))"
  }

  /// Tells OpenBLAS which kernels suit this processor, unless the environment already does; before the first product.
  static func chooseProducts() {
    if let kernels = BLAS.preferredKernels { setenv(BLAS.kernelVariable, kernels, 0) }
  }

  private static func lines(_ path: String) -> [Substring] {
    String(decoding: (try? FileSystem.read(path)) ?? [], as: UTF8.self).split(separator: "\n")
  }

  /// The lines `Name: number kB` of a file of the kernel's.
  private static func table(_ path: String) -> [String: Int] {
    var table: [String: Int] = [:]
    for line in lines(path) {
      let parts = line.split { $0 == ":" || $0 == " " || $0 == "\t" }
      if parts.count == 3, parts[2] == "kB", let number = Int(parts[1]) { table[String(parts[0])] = number * 1024 }
    }
    return table
  }
}
