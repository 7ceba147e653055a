import LoracAdvice
import LoracJSON
import Testing

@Suite struct FindingTests {
  private let lower = Proposal(
    "optimizer.unet_lr", from: "1e-3", to: "1e-4", reason: "a rate that is too high is the usual cause")
  private let fewer = Proposal("train.epochs", from: "20", to: "10", reason: "half the passes")

  @Test func takesTheFirstProposalAndKeepsTheRest() {
    let finding = Finding(
      .divergingLoss, title: "The loss rises", severity: .problem, evidence: ["steps 1 to 80"],
      proposals: [lower, fewer])
    #expect(finding.proposal == lower)
    #expect(finding.alternatives == [fewer])
    #expect(Finding(.noPreviews, title: "", severity: .note, evidence: []).proposal == nil)
  }

  @Test func isWrittenWithItsPublicNames() throws {
    let finding = Finding(
      .divergingLoss, title: "The loss rises", severity: .problem, evidence: ["steps 1 to 80"], proposals: [lower])
    let value = try JSONValueEncoder.encode(finding)
    #expect(
      value.serialized()
        == """
        {"kind":"diverging-loss","title":"The loss rises","severity":"problem","evidence":["steps 1 to 80"],\
        "proposal":{"key":"optimizer.unet_lr","old":"1e-3","new":"1e-4",\
        "reason":"a rate that is too high is the usual cause"},"alternatives":[]}
        """)
    #expect(try JSONValueDecoder.decode(Finding.self, from: value) == finding)
  }

  @Test func ordersProblemsFirst() {
    #expect(FindingSeverity.allCases.reversed().sorted() == [.problem, .advice, .note])
  }
}
