internal import LoracPlan

/// accelerate's own arguments.
enum LauncherArguments {
  /// The arguments for the plan's processes and machines.
  ///
  /// Today's accelerate would start one process for each GPU it finds, and warn about everything it was not told; so all
  /// of it is said. The 2023 form says only what differs from one process.
  static func arguments(_ plan: TrainingPlan, _ target: KohyaTarget) -> [Argument] {
    let run = plan.run
    var arguments = [Argument("num_cpu_threads_per_process", .integer(run.cpuThreads))]
    if run.processes > 1 { arguments.append(Argument("multi_gpu", .flag)) }
    if target == .current || run.processes > 1 { arguments.append(Argument("num_processes", .integer(run.processes))) }
    if let machines = run.machines, machines.count > 1 {
      arguments += [
        Argument("num_machines", .integer(machines.count)), Argument("machine_rank", .integer(machines.rank)),
        Argument("main_process_ip", .text(machines.address)), Argument("main_process_port", .integer(machines.port)),
      ]
    } else if target == .current {
      arguments.append(Argument("num_machines", .integer(1)))
    }
    if target == .current {
      arguments += [
        Argument("mixed_precision", .text(plan.train.mixedPrecision)), Argument("dynamo_backend", .text("no")),
      ]
    }
    return arguments
  }
}
