import LoracOptimizers
import Testing

@Suite struct OptimizerChoiceTests {
  private func problems(_ type: String, _ arguments: [(String, String)], rate: Double = 1) -> [OptimizerProblem] {
    do {
      _ = try OptimizerChoice(
        type: type, arguments: arguments.map { OptimizerArgument(name: $0, text: $1) }, learningRate: rate)
      return []
    } catch { return error.problems }
  }

  @Test func namesAreReadInAnyCase() {
    for name in OptimizerChoice.names {
      #expect(problems(name.uppercased(), []).isEmpty)
      #expect(problems(name.lowercased(), []).isEmpty)
    }
  }

  @Test func unknownOptimizersAreNamedWithTheKnown() {
    #expect(
      problems("RAdamScheduleFree", [])
        == [.unknownOptimizer("RAdamScheduleFree", supported: OptimizerChoice.names)])
  }

  @Test func allProblemsComeAtOnce() {
    #expect(
      problems("Prodigy", [("lr", "1"), ("eps", "0"), ("betas", "0.9"), ("decouple", "yes"), ("d0", "'x'")], rate: 0)
        == [
          .unknownArgument(
            "lr",
            allowed: [
              "beta3", "betas", "d0", "d_coef", "decouple", "eps", "fsdp_in_use", "growth_rate",
              "safeguard_warmup", "slice_p", "use_bias_correction", "weight_decay",
            ]),
          .invalidArgument(
            name: "betas", value: "0.9",
            allowed: "2 values separated by commas, each a number from 0 to below 1"),
          .invalidArgument(name: "eps", value: "0", allowed: "a number above 0"),
          .invalidArgument(name: "decouple", value: "yes", allowed: "a Python literal"),
          .invalidArgument(name: "d0", value: "'x'", allowed: "a Python literal"),
          .invalidLearningRate(0, allowed: "a number above 0"),
        ])
  }

  @Test(arguments: [
    ("AdamW", "weight_decay", "-1"), ("AdamW", "betas", "0.9,1.0"), ("AdamW", "capturable", "True"),
    ("AdamW8bit", "optim_bits", "8"), ("AdamW8bit", "amsgrad", "True"), ("PagedAdamW", "optim_bits", "16"),
    ("AdamW8bit", "min_8bit_size", "0.5"), ("Lion", "use_triton", "True"), ("SGDNesterov", "momentum", "0"),
    ("SGDNesterov", "dampening", "0.1"), ("SGDNesterov8bit", "momentum", "0"), ("Adafactor", "beta1", "1"),
    ("DAdaptAdam", "fsdp_in_use", "True"), ("Prodigy", "slice_p", "0"), ("AdamW", "eps", "nan"),
    ("AdamW", "eps", "0x1p-3"), ("AdamW", "betas", "(0.9, )"),
  ])
  func valuesThatTheLibraryRefuses(_ type: String, _ name: String, _ value: String) {
    let found = problems(type, [(name, value)])
    guard found.count == 1, case .invalidArgument(name, value, _) = found[0] else {
      Issue.record("\(found)")
      return
    }
  }

  @Test func differentRatesAreRefusedWhereOneStepSizeIsSought() throws {
    for (type, isRefused) in [("Prodigy", true), ("DAdaptation", true), ("AdamW", false), ("Adafactor", false)] {
      let choice = try OptimizerChoice(type: type, arguments: [], learningRate: 1)
      #expect((choice.problem(withGroupRates: [1, 0.5]) != nil) == isRefused)
      #expect(choice.problem(withGroupRates: [1, 0]) == nil)
    }
  }

  @Test func onlyRelativeAdafactorChoosesItsRate() throws {
    #expect(try OptimizerChoice(type: "Adafactor", arguments: [], learningRate: 1).choosesLearningRate)
    let fixed = [OptimizerArgument(name: "relative_step", text: "False")]
    #expect(try !OptimizerChoice(type: "Adafactor", arguments: fixed, learningRate: 1).choosesLearningRate)
    #expect(try !OptimizerChoice(type: "AdamW", arguments: [], learningRate: 1).choosesLearningRate)
  }
}
