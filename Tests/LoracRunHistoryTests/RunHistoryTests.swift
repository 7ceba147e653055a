import LoracFiles
import LoracJSON
import LoracRunHistory
import LoracRunTestSupport
import LoracTensorBoard
import LoracTestSupport
import Testing

struct RunHistoryTests {
  static let log = [
    #"{"event":"environment","time":0.0,"lorac":"0.1.0","threads":2,"processor":"A <fast> one","processors":4,"began":1000.5}"#,
    #"{"event":"prepare","time":0.1,"phase":"latents","done":0,"total":3}"#,
    #"{"event":"start","time":1.5,"backend":"native","step":0,"total":24,"parameters":99}"#,
    #"{"event":"epoch","time":1.6,"epoch":1,"step":0}"#,
    #"{"event":"step","time":2,"step":1,"epoch":1,"losses":[0.5,1],"loss":0.75,"average_loss":0.75,"lr":{"textencoder":0.0,"unet":1e-4},"seconds":0.5,"gradient_norm":2.5,"max_norm/keys_scaled":3}"#,
    #"{"event":"unheard of","time":2.1,"step":"x"}"#,
    #"{"event":"step","time":3,"step":2,"epoch":1,"losses":[null],"loss":null,"average_loss":null,"lr":{"unet":1e-4},"seconds":0.5}"#,
    #"{"event":"sample","time":3.1,"file":"samples/moka_e000001_00_20260102030405_42.png","step":2,"epoch":1,"prompt":0,"seed":42}"#,
    #"{"event":"validation","time":3.2,"step":2,"epoch":1,"loss":0.125,"average_loss":0.25,"at_epoch_end":true}"#,
    #"{"event":"epoch_end","time":3.3,"epoch":1,"step":2,"average_loss":0.5}"#,
    #"{"event":"save","time":3.4,"file":"output/moka-000001.safetensors","step":2,"epoch":1,"bytes":10}"#,
    #"{"event":"state","time":3.4,"file":"state/step00000002.safetensors","step":2}"#,
    #"{"event":"remove","time":3.5,"file":"output/moka-000001.safetensors","step":2}"#,
  ]

  @Test func readsEveryEvent() throws {
    let run = try RunFixture(lines: Self.log)
    try writeFile(Array("png".utf8), to: "\(run.folder)/samples/moka_e000001_00_20260102030405_42.png")
    let history = try RunHistory.read(run.folder)
    let events = history.events
    #expect(history.name == "moka")
    #expect(events.backend == "native")
    #expect(events.parameters == 99)
    #expect(history.totalSteps == 24)
    #expect(history.began == 1000.5)
    #expect(events.environment.processor == "A <fast> one")
    #expect(events.environment.threads == 2)
    #expect(events.steps.map(\.step) == [1, 2])
    #expect(events.steps[0].loss == 0.75)
    #expect(events.steps[0].rates == [.init("textencoder", 0), .init("unet", 1e-4)])
    #expect(events.steps[0].gradientNorm == 2.5)
    #expect(events.steps[0].extras == [.init("max_norm/keys_scaled", 3)])
    #expect(events.steps[1].loss?.isNaN == true)
    #expect(history.averageLoss?.isNaN == true)
    #expect(events.validations == [ValidationRecord(step: 2, epoch: 1, ownLoss: 0.125, averageLoss: 0.25)])
    #expect(history.heldOutLoss == 0.125)
    #expect(events.epochs.map(\.averageLoss) == [0.5])
    #expect(events.saves.map(\.isRemoved) == [true])
    #expect(events.states.map(\.step) == [2])
    #expect(history.samples.count == 1)
    #expect(history.samples[0].file == "\(run.folder)/samples/moka_e000001_00_20260102030405_42.png")
    #expect(events.unreadableLines == 0)
    #expect(history.outcome == .interrupted)
  }

  @Test(arguments: [
    (#"{"event":"finished","time":4,"step":24}"#, RunOutcome.finished),
    (#"{"event":"stopped","time":4,"step":2}"#, .stopped),
    (#"{"event":"failed","time":4,"code":"LR0801","message":"no"}"#, .failed(code: "LR0801", message: "no")),
    (#"{"event":"failed","time":4,"status":"exited with 1"}"#, .failed(code: nil, message: "exited with 1")),
  ])
  func tellsTheEnd(line: String, outcome: RunOutcome) throws {
    let run = try RunFixture(lines: Self.log + [line])
    #expect(try RunHistory.read(run.folder).outcome == outcome)
    let lock = try FolderLock(run.folder)
    #expect(lock != nil)
    // Between its last line and its end a process still has the folder, and while it goes on after `--resume`.
    #expect(try withExtendedLifetime(lock) { try RunHistory.read(run.folder).outcome } == .running)
  }

  @Test func lookingDoesNotKeepARunFromStarting() throws {
    let run = try RunFixture()
    #expect(!FolderLock.isTaken(run.folder))
    let lock = try FolderLock(run.folder)
    #expect(lock != nil)
    #expect(withExtendedLifetime(lock) { FolderLock.isTaken(run.folder) })
  }

  @Test func leavesHalfALineForLater() throws {
    let run = try RunFixture()
    let text = Self.log.map { $0 + "\n" }.joined()
    let bytes = Array(text.utf8)
    let wholeRun = try RunFixture(lines: Self.log)
    let whole = try RunHistory.read(wholeRun.folder).events
    var history = try RunHistory.read(run.folder)
    for count in stride(from: 0, to: bytes.count, by: 37) + [bytes.count] {
      try run.write(String(decoding: bytes[..<count], as: UTF8.self))
      try history.refresh()
    }
    // As text, since NaN is not equal to itself.
    #expect("\(history.events.steps)" == "\(whole.steps)")
    #expect(history.events.saves == whole.saves)
    #expect(history.events.lineCount == Self.log.count)
    #expect(history.events.unreadableLines == 0)
    #expect(try !history.refresh())
  }

  @Test func startsAgainWhenLinesWereDropped() throws {
    let run = try RunFixture(lines: Self.log)
    var history = try RunHistory.read(run.folder)
    // As after --resume from step 1, with more lines than there were.
    let resumed = Self.log[..<6].map { $0 + "\n" }.joined()
    let more = (2...9).map {
      #"{"event":"step","time":\#($0),"step":\#($0),"epoch":1,"loss":1,"average_loss":1}"# + "\n"
    }
    try run.write(resumed + more.joined())
    #expect(try history.refresh())
    #expect(history.events.steps.map(\.step) == Array(1...9))
    #expect(history.events.steps[1].loss == 1)
    #expect(history.events.saves.isEmpty)
    try run.write("")
    try history.refresh()
    #expect(history.events.steps.isEmpty)
  }

  @Test func keepsGoingAfterWhatIsNoEvent() throws {
    let run = try RunFixture(lines: ["no JSON", "[]", #"{"event":7}"#, "", Self.log[4]])
    let events = try RunHistory.read(run.folder).events
    #expect(events.unreadableLines == 4)
    #expect(events.steps.map(\.step) == [1])
  }

  @Test func theLastStepIsEnoughForAList() throws {
    let run = try RunFixture(lines: Self.log)
    let all = try RunHistory.read(run.folder)
    let last = try RunHistory.read(run.folder, keeping: .lastStep)
    #expect(all.events.steps.count == 2)
    #expect("\(last.events.steps)" == "\(all.events.steps.suffix(1))")
    #expect(last.events.validations == all.events.validations)
    #expect(last.events.saves == all.events.saves)
  }

  @Test func fillsInWhatKohyaDoesNotTell() throws {
    let run = try RunFixture(
      backend: "kohya",
      lines: [
        #"{"event":"start","time":0,"backend":"kohya","total":24}"#,
        #"{"event":"epoch","time":0.5,"epoch":1,"of":2}"#,
        #"{"event":"step","time":1,"step":11,"average_loss":0.2}"#,
        #"{"event":"step","time":1,"step":12,"average_loss":0.1}"#,
        #"{"event":"save","time":2,"file":"output/moka-000001.safetensors"}"#,
        // Gone on from a state of step 11.
        #"{"event":"start","time":3,"backend":"kohya","total":24}"#,
        #"{"event":"step","time":4,"step":12,"average_loss":0.3}"#,
      ])
    let output = run.directory.path + "/output/sample"
    for name in [
      "moka_e000001_01_29990101000000_7.png", "moka_e000001_00_20000101000000.png",
      "other_e000001_00_29990101000000.png",
      "moka_000024_00_29990101000000.png", "moka_e000001_00.txt",
    ] {
      try writeFile([], to: "\(output)/\(name)")
    }
    let lock = try FolderLock(run.folder)
    let history = try withExtendedLifetime(lock) { try RunHistory.read(run.folder) }
    #expect(history.events.steps.map(\.step) == [11, 12])
    #expect(history.averageLoss == 0.3)
    #expect(history.events.steps[0].epoch == 1)
    #expect(history.events.steps[0].loss == nil)
    #expect(history.events.saves[0].step == 12)
    #expect(
      history.samples.map(\.file) == [
        "\(output)/moka_e000001_01_29990101000000_7.png", "\(output)/moka_000024_00_29990101000000.png",
      ])
    #expect(history.samples.map(\.step) == [12, 24])
    #expect(history.samples.map(\.seed) == [7, nil])
  }

  /// An event file as sd-scripts write it, of steps with losses of that number of tenths.
  private func board(_ steps: Range<Int>, time: Double, tenths: Double) -> [UInt8] {
    var bytes = TensorBoardRecord.version(time: time).bytes
    for step in steps {
      let values: [TensorBoardScalars.Value] = [
        .init("loss/current", tenths / 10), .init("loss/average", tenths / 10 + 0.5), .init("lr/unet", 1e-4),
        .init("lr/textencoder", 5e-5), .init("lr/d*lr/unet", 7),
      ]
      bytes += TensorBoardRecord.scalars(TensorBoardScalars(step: step, values), time: time + Double(step)).bytes
    }
    return bytes
  }

  @Test func readsWhatKohyaLogsForTensorBoard() throws {
    let run = try RunFixture(
      backend: "kohya",
      lines: [
        #"{"event":"environment","time":0,"began":1000}"#, #"{"event":"start","time":0,"backend":"kohya","total":24}"#,
        #"{"event":"step","time":1,"step":2,"average_loss":0.25}"#,
      ])
    func write(_ bytes: [UInt8], _ name: String) throws {
      try writeFile(bytes, to: "\(run.folder)/logs/\(name)/network_train/events.out.tfevents.1.host.1.0")
    }
    try write(board(1..<9, time: 500, tenths: 9), "earlier")
    try write(board(1..<5, time: 1010, tenths: 1), "first")
    var history = try RunHistory.read(run.folder)
    #expect(history.events.steps.map(\.step) == [1, 2, 3, 4])
    #expect(history.events.steps.allSatisfy { abs(($0.loss ?? 0) - 0.1) < 1e-6 })
    #expect(history.events.steps[0].rates.map(\.name) == ["textencoder", "unet"])
    #expect(history.events.steps[3].epoch == 1)
    // Gone on from a state of step 2, in a file of its own.
    try write(board(3..<15, time: 2000, tenths: 2), "second")
    #expect(try history.refresh())
    #expect(history.events.steps.map(\.step) == Array(1..<15))
    #expect(history.events.steps.map { ($0.loss ?? 0) > 0.15 } == Array(1..<15).map { $0 > 2 })
    #expect(history.events.steps[13].epoch == 2)
    #expect(try !history.refresh())
  }

  @Test func aBrokenPlanDoesNotHideTheRun() throws {
    let run = try RunFixture(lines: Self.log)
    try writeFile(Array("{}".utf8), to: "\(run.folder)/plan.json")
    let history = try RunHistory.read(run.folder)
    #expect(history.plan == nil)
    #expect(history.planProblem?.contains("not a plan") == true)
    #expect(history.totalSteps == 24)
    #expect(throws: RunHistory.Problem.noRun(run.directory.path)) { try RunHistory.read(run.directory.path) }
  }

  @Test func sayWhereALogIsDamaged() throws {
    let run = try RunFixture(lines: Self.log)
    #expect(try RunHistory.read(run.folder).damagedLogLine == nil)
    let log = try readFile("\(run.folder)/events.jsonl")
    // Cut short, as by a process that was killed.
    try writeFile(log + Array(#"{"event":"st"#.utf8), to: "\(run.folder)/events.jsonl")
    #expect(try RunHistory.read(run.folder).damagedLogLine == nil)
    for bytes in [[0x9F, 0x0A, 0x42, 0xFF] as [UInt8], [0, 0, 0]] {
      try writeFile(bytes, to: "\(run.folder)/events.jsonl")
      for detail in [RunEvents.Detail.all, .lastStep] {
        let history = try RunHistory.read(run.folder, keeping: detail)
        #expect(history.damagedLogLine == 1 && history.outcome == .unknown)
      }
    }
    let text = String(decoding: log, as: UTF8.self)
    let end = try #require(text.firstIndex(of: "\n"))
    try writeFile(
      Array("\(text[...end])gone\n\(text[text.index(after: end)...])".utf8), to: "\(run.folder)/events.jsonl")
    for detail in [RunEvents.Detail.all, .lastStep] {
      let history = try RunHistory.read(run.folder, keeping: detail)
      #expect(history.damagedLogLine == 2 && history.outcome != .unknown)
    }
  }

  @Test func aFolderWithALogAlonesLacksItsPlan() throws {
    let run = try RunFixture(lines: Self.log)
    #expect(!RunFolders.lacksPlan(run.folder) && !RunFolders.lacksPlan(run.directory.path))
    try writeFile(try readFile("\(run.folder)/events.jsonl"), to: "\(run.directory.path)/noplan/events.jsonl")
    #expect(RunFolders.lacksPlan("\(run.directory.path)/noplan"))
  }

  @Test func readsWhatOtherCommandsLeft() throws {
    let run = try RunFixture()
    var history = try RunHistory.read(run.folder)
    #expect(history.effect == nil)
    try writeFile(Array(#"{"rows":[1]}"#.utf8), to: "\(run.folder)/effect/effect.json")
    try writeFile(Array(#"{"rate":1}"#.utf8), to: "\(run.folder)/lr-find.json")
    #expect(try history.refresh())
    #expect(history.effect == ["rows": [1]])
    #expect(history.rateSearch == ["rate": 1])
  }

  @Test func findsTheRunsFiles() throws {
    let run = try RunFixture()
    try run.directory.write("x", to: "out/moka.safetensors")
    let history = try RunHistory.read(run.folder)
    let path = try #require(history.path(of: "out/moka.safetensors"))
    #expect(FileSystem.areSame(path, "\(run.directory.path)/out/moka.safetensors"))
    #expect(history.path(of: "out/other.safetensors") == nil)
    #expect(history.path(of: "/out/moka.safetensors") == nil)
  }
}
