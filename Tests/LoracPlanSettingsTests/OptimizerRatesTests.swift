import LoracOptimizers
import LoracPlan
import LoracPlanSettings
import Testing

@Suite struct OptimizerRatesTests {
  @Test func aPartWithoutARateHasTheCommonOne() {
    var optimizer = OptimizerPlan(type: "AdamW")
    optimizer.learningRate = 3e-4
    optimizer.unetLearningRate = 1e-4
    #expect(optimizer.baseLearningRate == 3e-4)
    #expect(optimizer.unetRate == 1e-4)
    #expect(optimizer.textEncoderRate == 3e-4)
  }

  /// The default of kohya's `--learning_rate`.
  @Test func withoutAnyRateKohyasDefaultCounts() {
    let optimizer = OptimizerPlan(type: "AdamW")
    #expect(optimizer.unetRate == 2e-6 && optimizer.textEncoderRate == 2e-6)
  }

  @Test func theChoiceHasTheArguments() throws {
    var optimizer = OptimizerPlan(type: "AdamW")
    optimizer.args = [NamedArgument(name: "weight_decay", value: "0.5")]
    #expect(try optimizer.choice().metadata.contains("weight_decay=0.5"))
    optimizer.args = [NamedArgument(name: "weight_decy", value: "0.5")]
    #expect(throws: OptimizerProblems.self) { try optimizer.choice() }
  }
}
