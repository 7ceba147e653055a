import LoracKohya
import LoracTestSupport
import Testing

@Suite struct TrainingOutputParserTests {
  @Test func plainLog() throws {
    let events = try parse("plain.txt")
    #expect(steps(events).map(\.step) == [0, 1, 1, 2, 2, 3, 3, 4, 4, 4])
    #expect(steps(events).last == lastStep(4, elapsed: 8, rate: 2.10, loss: 1.31))
    #expect(steps(events).first?.secondsPerStep == nil)
    #expect(
      events.compactMap { if case .saving(let path) = $0 { path } else { nil } } == [
        "/data/run/out/lora-step00000002.safetensors", "/data/run/out/lora-step00000004.safetensors",
        "/data/run/out/lora.safetensors",
      ])
    #expect(events.contains(.epoch(1, of: 2)) && events.contains(.epoch(2, of: 2)))
    #expect(events.contains(.total(name: "total optimization steps", value: "4")))
    #expect(events.contains(.progress(Progress(stage: "loading image sizes", done: 3, total: 3))))
    #expect(events.contains(.message(.info, "model saved.")))
  }

  @Test func richLog() throws {
    let events = try parse("rich.txt")
    #expect(steps(events).last == lastStep(6, elapsed: 20, rate: 3.47, loss: 1.35))
    #expect(events.contains(.progress(Progress(stage: "caching latents", done: 1, total: 3))))
    #expect(events.contains(.total(name: "gradient accumulation steps", value: "2")))
    #expect(events.contains(.message(.warning, "no regularization images / 正則化画像が見つかりませんでした")))
    #expect(events.contains(.message(.info, "model saved.")))
    #expect(events.contains(.message(.info, "batch_size: 1")))
    #expect(events.contains(.epoch(3, of: 3)))
  }

  /// Pipes cut output anywhere, even inside a character.
  @Test(arguments: ["plain.txt", "rich.txt"]) func cutsDoNotMatter(_ name: String) throws {
    let bytes = try readFile(logs + name)
    let whole = try parse(name)
    var random = NastyText(seed: 4)
    for _ in 0..<40 {
      var parser = TrainingOutputParser()
      var events: [TrainingEvent] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(1 + random.index(below: 30))
        rest = rest.dropFirst(piece.count)
        events += parser.feed(piece)
      }
      #expect(events + parser.finish() == whole)
    }
  }

  @Test func aProgressLineCountsBeforeItEnds() {
    var parser = TrainingOutputParser()
    #expect(parser.feed(Array("\rsteps:  12%|█▏        | 128/1050 [02:10<15:40,  1.0".utf8)).isEmpty)
    let events = parser.feed(Array("2s/it, avr_loss=0.123]".utf8))
    #expect(
      events == [
        .step(
          StepProgress(
            step: 128, total: 1050, elapsed: 130, remaining: 940, secondsPerStep: 1.02, averageLoss: 0.123))
      ])
    #expect(parser.feed(Array("\r".utf8)).isEmpty)
    #expect(parser.finish().isEmpty)
  }

  @Test func ratesAndTimesOfAllForms() throws {
    func step(_ line: String) -> StepProgress? {
      var parser = TrainingOutputParser()
      return steps(parser.feed(Array(line.utf8)) + parser.finish()).first
    }
    #expect(step("steps:  50%|██  | 5/10 [1:02:03<1:02:03, 4.00it/s, loss=0.5]")?.elapsed == 3723)
    #expect(step("steps:  50%|██  | 5/10 [1:02:03<1:02:03, 4.00it/s, loss=0.5]")?.secondsPerStep == 0.25)
    #expect(step("steps:  50%|██  | 5/10 [1:02:03<1:02:03, 4.00it/s, loss=0.5]")?.averageLoss == 0.5)
    let broken = try #require(step("steps:  50%|██  | 5/10 [00:03<00:03, 4.00it/s, avr_loss=nan]"))
    #expect(broken.isLossBroken)
    #expect(step("steps:  50%|██  | 5/10 [00:03<00:03") == nil)
    #expect(step("steps: about 5/10 [done]") == nil)
  }

  @Test func tracebacksGiveTheirLastLine() {
    var parser = TrainingOutputParser()
    let text = """
      [rank1]: Traceback (most recent call last):
        File "train_network.py", line 1, in <module>
          trainer.train(args)
      torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 MiB
      Traceback (most recent call last):
        File "x.py", line 1
      KeyboardInterrupt

      """
    #expect(
      parser.feed(Array(text.utf8)) == [
        .exception(
          PythonException(
            type: "torch.OutOfMemoryError", message: "CUDA out of memory. Tried to allocate 20.00 MiB")),
        .exception(PythonException(type: "KeyboardInterrupt", message: "")),
      ])
  }

  @Test func endlessLinesAreCut() {
    var parser = TrainingOutputParser()
    let events = parser.feed([UInt8](repeating: 0x78, count: 3 * TrainingOutputParser.longestLine))
    #expect(events.count == 3)
  }

  /// No bytes may stop the parser.
  @Test func anyBytesAreTaken() {
    var random = NastyText(seed: 9)
    var parser = TrainingOutputParser()
    let pieces = [
      "steps: ", "%|", "| 1/2 ", "[00:01<", "?, ", "s/it]", "Traceback (most recent call last)\n", "\r", "\n", "epoch ",
      " / ",
    ]
    for _ in 0..<20_000 {
      _ = parser.feed(random.bytes(upTo: 3))
      _ = parser.feed(Array(pieces[random.index(below: pieces.count)].utf8))
    }
    _ = parser.finish()
  }

  private let logs = #filePath.replacing("TrainingOutputParserTests.swift", with: "Logs/")

  private func parse(_ name: String) throws -> [TrainingEvent] {
    var parser = TrainingOutputParser()
    return parser.feed(try readFile(logs + name)) + parser.finish()
  }

  private func steps(_ events: [TrainingEvent]) -> [StepProgress] {
    events.compactMap { if case .step(let progress) = $0 { progress } else { nil } }
  }

  private func lastStep(_ step: Int, elapsed: Int, rate: Double, loss: Double) -> StepProgress {
    StepProgress(step: step, total: step, elapsed: elapsed, remaining: 0, secondsPerStep: rate, averageLoss: loss)
  }
}
