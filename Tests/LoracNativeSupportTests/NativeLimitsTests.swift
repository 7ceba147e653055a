import LoracDiagnostics
import LoracJSON
import LoracKohyaArguments
import LoracNativeSupport
import LoracPlan
import Testing

/// What is refused, and that nothing is which kohya would do without being told.
@Suite struct NativeLimitsTests {
  private static func plan(_ change: (inout TrainingPlan) -> Void) -> TrainingPlan {
    var plan = TrainingPlan(
      name: "cat", steps: StepCounts(total: 10, perEpoch: nil, warmup: 0), learningRates: LearningRatePlan(points: []),
      model: ModelPlan(base: "base.safetensors", family: .sd15),
      network: NetworkPlan(type: "lora", rank: 4, alpha: 1, train: .both), optimizer: OptimizerPlan(type: "AdamW"),
      schedule: SchedulePlan(type: "constant", warmup: .steps(0)),
      train: TrainPlan(
        epochs: nil, steps: 10, seed: 42, mixedPrecision: "no", gradientAccumulation: 1, gradientCheckpointing: false),
      loss: LossPlan(), save: SavePlan(precision: "fp16", format: "safetensors", directory: "output"),
      log: LogPlan(tensorboard: true, directory: nil, prefix: nil),
      run: RunPlan(
        backend: "native", sdScripts: nil, sdScriptsVersion: "current", processes: 1, cpuThreads: 2),
      data: DataPlan(datasets: [], cacheLatents: "memory"),
      fingerprint: Fingerprint(recipe: "", dataset: nil, model: nil))
    change(&plan)
    return plan
  }

  /// The code and field of each problem.
  private static func problems(_ change: (inout TrainingPlan) -> Void) -> [String] {
    NativeLimits.problems(plan(change)).map { "\($0.diagnostic.code.id) \($0.fields[0])" }
  }

  @Test func anOrdinaryPlanHasNone() {
    #expect(Self.problems { _ in } == [])
  }

  @Test func allAreReportedAtOnce() {
    let problems = Self.problems {
      $0.model.family = .sd2
      $0.optimizer.type = "bitsandbytes.optim.LAMB"
      $0.schedule.type = "torch.optim.lr_scheduler.StepLR"
      $0.network.args = [NamedArgument(name: "block_dims", value: "4,4")]
      $0.save.format = "ckpt"
      $0.save.stateEvery = .steps(5)
      $0.sample = SamplePlan(every: .epochs(1), atStart: false, sampler: "ddim", prompts: [])
      $0.run.processes = 2
      $0.train.mixedPrecision = "bf16"
      $0.kohya = [
        KohyaSetting(name: "deepspeed", value: .boolean(true)), KohyaSetting(name: "sdpa", value: .boolean(true)),
      ]
    }
    #expect(
      problems == [
        "LR0711 model.family", "LR0712 optimizer.type", "LR0712 schedule.type", "LR0710 network.args.block_dims",
        "LR0710 save.format", "LR0710 save.state.every", "LR0710 run.processes",
        "LR0714 train.mixed_precision", "LR0710 kohya.deepspeed", "LR0715 kohya.sdpa",
      ])
  }

  @Test func argumentsOfTheOptimizer() {
    let problems = Self.problems {
      $0.optimizer.args = [
        NamedArgument(name: "weight_decay", value: "0.01"), NamedArgument(name: "weight_decy", value: "0.01"),
        NamedArgument(name: "betas", value: "none"),
      ]
    }
    #expect(problems == ["LR0712 optimizer.args.weight_decy", "LR0712 optimizer.args.betas"])
  }

  @Test func adafactorsOwnRatesNeedNoSchedule() {
    #expect(
      Self.problems {
        $0.optimizer.type = "Adafactor"
        $0.schedule.type = "adafactor"
      } == [])
  }

  @Test func argumentsOfTheSchedule() {
    func problems(_ type: String, _ name: String, _ value: String) -> [String] {
      Self.problems {
        $0.schedule.type = type
        $0.schedule.args = [NamedArgument(name: name, value: value)]
      }
    }
    #expect(problems("piecewise_constant", "step_rules", "'1:10,0.1:20,0.01'") == [])
    let noRules = ["LR0712 schedule.args.step_rules"]
    #expect(problems("piecewise_constant", "step_rules", "'later'") == noRules)
    #expect(problems("piecewise_constant", "step_rules", "1:10,0.1:20,0.01") == noRules, "no literal to Python")
    #expect(problems("cosine", "last_epoch", "3") == ["LR0712 schedule.args.last_epoch"])
  }

  @Test(arguments: [
    (Interval.epochs(2), Interval.epochs(2), true), (.epochs(4), .epochs(2), true), (.steps(100), .steps(50), true),
    (.epochs(3), .epochs(2), false), (.steps(100), .epochs(1), false),
  ]) func statesFallOnNumberedFiles(_ state: Interval, _ files: Interval, _ isFine: Bool) {
    let problems = Self.problems {
      $0.save.every = files
      $0.save.stateEvery = state
    }
    #expect(problems.isEmpty == isFine)
  }

  @Test func loraPlusRatiosAreNumbers() {
    func problems(_ value: String) -> [String] {
      Self.problems { $0.network.args = [NamedArgument(name: "loraplus_unet_lr_ratio", value: value)] }
    }
    #expect(problems("16") == [])
    #expect(problems("many") == ["LR0710 network.args.loraplus_unet_lr_ratio"])
  }

  /// No argument is refused at kohya's default, but for the loader's workers: lorac itself tells kohya another number.
  @Test func defaultsAreNeverRefused() {
    for argument in KohyaArgumentTable.current.all where argument.name != "max_data_loader_n_workers" {
      let value: KohyaValue
      switch argument.defaultValue {
      case .boolean(let flag): value = .boolean(flag)
      case .integer(let number): value = .integer(number)
      case .number(let number): value = .number(number)
      case .string(let text): value = .string(text)
      default: continue
      }
      #expect(Self.problems { $0.kohya = [KohyaSetting(name: argument.name, value: value)] } == [], "\(argument.name)")
    }
  }

  @Test func workersAreNone() {
    func problems(_ count: Int) -> [String] {
      Self.problems { $0.kohya = [KohyaSetting(name: "max_data_loader_n_workers", value: .integer(count))] }
    }
    #expect(problems(0) == [])
    #expect(problems(8) == ["LR0710 kohya.max_data_loader_n_workers"])
  }

  /// All that kohya can be told but one; no other value gets as far as here.
  @Test func resizingIsKohyas() throws {
    let argument = try #require(KohyaArgumentTable.current.argument(named: "resize_interpolation"))
    let choices = try #require(argument.choiceTexts)
    let refused = choices.filter { name in
      Self.problems { $0.kohya = [KohyaSetting(name: argument.name, value: .string(name))] }
        == ["LR0710 kohya.resize_interpolation"]
    }
    #expect(choices.count == 7)
    #expect(refused == ["bicubic", "cubic"])
  }

  @Test func thumbnailsAreData() {
    func problems(_ text: String) -> [String] {
      Self.problems { $0.kohya = [KohyaSetting(name: "metadata_thumbnail", value: .string(text))] }
    }
    #expect(problems("data:image/png;base64,AAAA") == [])
    #expect(problems("cat.png") == ["LR0710 kohya.metadata_thumbnail"])
  }

  /// Notes read as the notes of other diagnostics do.
  @Test func reasonsBecomeNotes() throws {
    let problems = NativeLimits.problems(
      Self.plan {
        $0.kohya = [
          KohyaSetting(name: "use_safe", value: .boolean(true)), KohyaSetting(name: "resume", value: .string("a")),
        ]
      })
    #expect(problems.count == 2)
    #expect(problems[0].diagnostic.notes.isEmpty, "an argument without an entry is refused")
    #expect(
      problems[1].diagnostic.notes.map(\.text) == ["say 'lorac run --resume'; kohya's states cannot be read"])
  }
}
