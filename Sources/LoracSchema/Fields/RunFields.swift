/// The fields of `run`.
package enum RunFields {
  /// `run.backend`.
  package static let backend = Field<String>(
    "run.backend", .choice(["native", "kohya"]), default: .string("native"),
    "Who trains: lorac itself, or kohya's sd-scripts under its supervision.")
  /// `run.sd_scripts`.
  package static let sdScripts = Field<String>(
    "run.sd_scripts", .inputPath, "The folder of a kohya sd-scripts checkout; LORAC_SD_SCRIPTS otherwise.")
  /// `run.sd_scripts_version`.
  package static let sdScriptsVersion = Field<String>(
    "run.sd_scripts_version", .either([.choice(["current", "2023"]), .integer(2023...2023)]),
    default: .string("current"),
    "Which sd-scripts a command is written for.")
  /// `run.onnxruntime`.
  package static let onnxRuntime = Field<String>(
    "run.onnxruntime", .inputPath,
    "ONNX Runtime's library, libonnxruntime.so, for taggers and background removal; LORAC_ONNXRUNTIME otherwise.")
  /// `run.processes`.
  package static let processes = Field<Int>(
    "run.processes", .integer(1...4096), default: .integer(1),
    "Training processes on all machines together, usually one for each GPU.")
  /// `run.cpu_threads`.
  package static let cpuThreads = Field<Int>(
    "run.cpu_threads", .integer(1...1024), default: .integer(2), kohyaDefault: "1",
    "CPU threads of each process that accelerate allows.")
  /// `run.machines.count`.
  package static let machineCount = Field<Int>(
    "run.machines.count", .integer(1...1024), default: .integer(1), "How many machines train together.")
  /// `run.machines.rank`.
  package static let machineRank = Field<Int>(
    "run.machines.rank", .integer(0...1023), default: .integer(0), "This machine's number, from 0.")
  /// `run.machines.address`.
  package static let machineAddress = Field<String>(
    "run.machines.address", .text, "The main machine's network address.")
  /// `run.machines.port`.
  package static let machinePort = Field<Int>(
    "run.machines.port", .integer(1...65535), default: .integer(29500), "The main machine's port.")

  package static let block = Block(
    "run", "Who trains and where.",
    [
      backend.entry, sdScripts.entry, sdScriptsVersion.entry, onnxRuntime.entry, processes.entry, cpuThreads.entry,
      .block(
        Block(
          "machines", "A run on several machines.",
          [machineCount.entry, machineRank.entry, machineAddress.entry, machinePort.entry])),
    ])
}
