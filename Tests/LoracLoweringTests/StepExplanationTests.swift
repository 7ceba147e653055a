import LoracJSON
import LoracTestSupport
import Testing

@testable import LoracLowering

@Suite struct StepExplanationTests {
  /// kohya_ss's own formula in Python, over a grid with its rounding errors, as `gui_reference.py` computed it.
  @Test func theGUIsCountHasItsRoundingErrors() throws {
    let cases = try #require(fixture("gui-steps.json").array)
    #expect(cases.count > 50)
    for entry in cases {
      let values = try #require(entry.array).map { $0.int ?? -1 }
      let steps = StepExplanation.gui(
        entries: values[0], batchSize: values[1], accumulation: values[2], epochs: values[3],
        hasRegularization: values[4] == 1)
      #expect(steps == values[5], "\(values)")
    }
  }

  @Test func roundsUpWrongly() {
    #expect(StepExplanation.gui(entries: 7, batchSize: 3, accumulation: 1, epochs: 27, hasRegularization: false) == 64)
  }

  private func explanation(
    entries: Int, all: Int? = nil, buckets: Int, batches: Int, batchSize: Int, epochs: Int, accumulation: Int = 1
  ) throws -> StepExplanation {
    let facts = StepExplanation.Facts(
      statedEntries: entries, trainEntries: entries, allEntries: all ?? entries, heldOut: 0, guiEntries: entries,
      hasRegularization: all != nil, buckets: buckets, batchSizes: [batchSize])
    let length = RunLength(epochs: epochs, steps: nil, batches: batches, accumulation: accumulation)
    return StepExplanation(facts, try #require(length), epochs: epochs)
  }

  @Test func nothingToExplain() throws {
    let plain = try explanation(entries: 1050, buckets: 1, batches: 1050, batchSize: 1, epochs: 1)
    #expect(plain.popularFormula == 1050)
    #expect(plain.gui == 1050)
    #expect(plain.sentences().isEmpty)
  }

  @Test func manyBuckets() throws {
    let buckets = try explanation(entries: 63, buckets: 8, batches: 20, batchSize: 4, epochs: 25)
    #expect(buckets.popularFormula == 394)
    #expect(buckets.gui == 394)
    #expect(
      buckets.sentences() == [
        "images × repeats × epochs / batch size gives 394 steps, the run makes 500:",
        "- a batch holds images of one bucket, so the last batch of each of the 8 buckets may be smaller: "
          + "20 batches per epoch instead of 16",
        "kohya_ss's GUI would ask for 394 steps instead of 500:", "- it does not round up per bucket and epoch",
      ])
  }

  @Test func accumulation() throws {
    let accumulated = try explanation(entries: 10, buckets: 1, batches: 3, batchSize: 4, epochs: 3, accumulation: 4)
    #expect(accumulated.gui == 2)
    #expect(accumulated.popularFormula == 8)
    #expect(accumulated.sentences().contains("- it rounds accumulation up once instead of in every epoch"))
  }

  @Test func regularization() throws {
    let balanced = try explanation(entries: 100, all: 220, buckets: 1, batches: 220, batchSize: 1, epochs: 2)
    #expect(balanced.gui == 400)
    #expect(balanced.sentences().contains { $0.hasPrefix("- it doubles the steps for regularization") })
  }
}
