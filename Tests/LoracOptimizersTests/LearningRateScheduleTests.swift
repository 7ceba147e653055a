import LoracOptimizers
import Testing

/// What the curves of LoracLowering's tests, which stand beside sd-scripts' own, do not reach.
@Suite struct LearningRateScheduleTests {
  private func problem(_ change: (inout LearningRateSettings) -> Void) -> LearningRateProblem? {
    var settings = LearningRateSettings(type: "linear", baseRate: 1e-4)
    change(&settings)
    do {
      _ = try LearningRateSchedule(settings, schedulerSteps: 100)
      return nil
    } catch { return error }
  }

  @Test func everyNameIsKnown() {
    for name in LearningRateSchedule.names {
      let found = problem {
        $0.type = name
        $0.minimumRatio = 0.1
        $0.stepRules = "1:10,0.5"
      }
      #expect(found == nil, "\(name)")
    }
  }

  @Test func saysWhatIsWrong() {
    #expect(problem { $0.type = "cosin" } == .unknownSchedule("cosin", supported: LearningRateSchedule.names))
    let warmup = problem {
      $0.type = "constant"
      $0.warmup = .fraction(0.1)
    }
    #expect(warmup == .needlessWarmup("constant"))
    #expect(problem { $0.type = "cosine_with_min_lr" } == .missingMinimumRatio)
    let small = problem {
      $0.type = "polynomial"
      $0.baseRate = 1e-7
    }
    #expect(small == .rateTooSmall(1e-7))
    #expect(problem { $0.type = "piecewise_constant" } == .stepRules(nil))
    for text in ["", "1:10", "1:a,2", "1,2,3"] {
      let found = problem {
        $0.type = "piecewise_constant"
        $0.stepRules = text
      }
      #expect(found == .stepRules(text))
    }
  }

  @Test func enormousRunsDoNotOverflow() throws {
    for name in LearningRateSchedule.names where name != "constant" {
      var settings = LearningRateSettings(type: name, baseRate: 1e-4)
      settings.warmup = .steps(.max)
      settings.decay = .steps(.max)
      settings.timescale = .max
      settings.minimumRatio = 0.5
      settings.stepRules = "1:9223372036854775807,0.5"
      let schedule = try LearningRateSchedule(settings, schedulerSteps: .max, processes: 1000)
      for step in [1, 1_000_000, .max] { #expect(schedule.multiplier(step).isFinite) }
    }
  }
}
