import LoracJSON
import LoracKohyaArguments
import Testing

@Suite struct KohyaArgumentTableTests {
  @Test func holdsTheParsersOfBothScripts() {
    let table = KohyaArgumentTable.current
    #expect(table.all.count == 196)
    #expect(table.all.filter { $0.scripts.contains(.sd) }.count == 193)
    #expect(
      table.all.filter { !$0.scripts.contains(.sd) }.map(\.name)
        == ["cache_text_encoder_outputs", "cache_text_encoder_outputs_to_disk", "disable_mmap_load_safetensors"])
    #expect(table.source["commit"] == "48d368fa557731ad0488c07304dfeba8c07910eb")
    #expect(Set(table.names).count == table.names.count)
  }

  @Test func namesAndFlagsFindTheSameArgument() throws {
    let table = KohyaArgumentTable.current
    let rank = try #require(table.argument(named: "network_dim"))
    #expect(table.argument(named: "--network_dim") == rank)
    #expect(rank.kind == .store && rank.type == .integer && rank.defaultValue == .null && !rank.takesList)
    #expect(table.argument(named: "network_di") == nil)
    let precision = try #require(table.argument(named: "save_precision"))
    #expect(precision.choiceTexts == ["float", "fp16", "bf16"])
    #expect(table.argument(named: "xformers")?.kind == .storeTrue)
  }

  @Test func nothingOf2023IsGone() {
    let (now, then) = (KohyaArgumentTable.current, KohyaArgumentTable.in2023)
    #expect(then.all.count == 107)
    #expect(then.names.allSatisfy { now.argument(named: $0) != nil })
    let changed = then.all.filter { old in
      guard let new = now.argument(named: old.name) else { return false }
      return new.type != old.type || new.takesList != old.takesList || new.choices != old.choices
    }
    #expect(changed.map(\.name) == ["lr_warmup_steps", "text_encoder_lr"])
    #expect(then.argument(named: "console_log_simple") == nil)
  }

  @Test func acceleratesFlagsHaveHyphenatedTwins() throws {
    let table = KohyaArgumentTable.accelerate
    let processes = try #require(table.argument(named: "num_processes"))
    #expect(processes.flags == ["--num_processes", "--num-processes"])
    #expect(table.argument(named: "--num-processes") == processes)
    for name in [
      "multi_gpu", "num_machines", "machine_rank", "main_process_ip", "main_process_port", "mixed_precision",
    ] {
      #expect(table.argument(named: name) != nil, "\(name)")
    }
    #expect(table.argument(named: "--no_tpu_cluster")?.kind == .storeFalse)
  }

  @Test func replacedArgumentsStillExist() {
    for name in KohyaArgumentTable.replacements.keys {
      #expect(KohyaArgumentTable.current.argument(named: name) != nil, "\(name)")
    }
  }

  /// A default must be a value that the argument itself would take.
  @Test func everyDefaultPassesItsOwnCheck() {
    for table in [KohyaArgumentTable.current, .in2023] {
      for argument in table.all {
        #expect(argument.check(argument.defaultValue) == nil, "\(argument.name) \(argument.defaultValue)")
      }
    }
  }
}
