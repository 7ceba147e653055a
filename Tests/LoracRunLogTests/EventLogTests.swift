import LoracFiles
import LoracJSON
import LoracRunLog
import LoracTestSupport
import LoracTrainer
import Testing

@Suite struct EventLogTests {
  private func lines(_ path: String) throws -> [JSONValue] {
    try String(decoding: readFile(path), as: UTF8.self).split(separator: "\n").map { try JSONValue.parse(String($0)) }
  }

  /// The lines of `path` without their times, each of which is not before the one above.
  private func untimed(_ path: String) throws -> [String] {
    var last = 0.0
    return try lines(path).map { line in
      guard case .object(var members) = line else { return "" }
      #expect(members[0].key == "event" && members[1].key == "time")
      let time: Double =
        switch members[1].value {
        case .number(let time): time
        case .integer(let time): Double(time)
        default: -1
        }
      #expect(time >= last)
      last = time
      members.remove(at: 1)
      return JSONValue.object(members).serialized(pretty: false)
    }
  }

  private static let first = [
    #"{"event":"prepare","phase":"latents","done":0,"total":3}"#,
    #"{"event":"prepare","phase":"latents","done":3,"total":3}"#,
    #"{"event":"start","backend":"native","step":0,"total":4,"parameters":1000}"#,
    #"{"event":"validation","step":0,"epoch":0,"loss":0.625,"average_loss":0.625,"at_epoch_end":false}"#,
    #"{"event":"epoch","epoch":1,"step":0}"#,
    #"{"event":"step","step":1,"epoch":1,"losses":[0.5,0.25],"loss":0.375,"average_loss":0.375,"lr":{"text_encoder":0.0,"unet":0.0},"seconds":1.5,"gradient_norm":0.75,"max_norm/keys_scaled":3.0,"max_norm/max_key_norm":0.9}"#,
    #"{"event":"step","step":2,"epoch":1,"losses":[0.125,0.0625],"loss":0.09375,"average_loss":0.234375,"lr":{"text_encoder":5e-05,"unet":0.0001},"seconds":1.25}"#,
    #"{"event":"validation","step":2,"epoch":1,"loss":0.375,"average_loss":0.5,"at_epoch_end":false}"#,
    #"{"event":"validation","step":2,"epoch":1,"loss":0.25,"average_loss":0.25,"at_epoch_end":true}"#,
    #"{"event":"epoch_end","epoch":1,"step":2,"average_loss":0.234375}"#,
    #"{"event":"save","file":"output/a-000001.safetensors","step":2,"epoch":1,"bytes":9}"#,
    #"{"event":"remove","file":"output/a-000000.safetensors","step":2}"#,
    #"{"event":"sample","file":"samples/a_e000001_00_20261121193000_42.png","step":2,"epoch":1,"prompt":0,"seed":42}"#,
    #"{"event":"sample","file":"samples/a_000002_01_20261121193000.png","step":2,"prompt":1,"seed":7}"#,
    #"{"event":"state","file":"run/state/2","step":2}"#,
  ]

  @Test func writesOneLineForEachEvent() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("of another run\n", to: "events.jsonl")
    let log = EventLog(path, .new)
    for event in SampleEvents.first { log.note(event) }
    log.note(.ended(step: 4, isFinished: true))
    // Every line is there at once, without the log being closed.
    #expect(try untimed(path) == Self.first + [#"{"event":"finished","step":4}"#])
    #expect(log.failure == nil)
  }

  /// Half a line and what went beyond the state are dropped; nothing is logged twice, and time goes on.
  @Test(arguments: ["", #"{"event":"step","ti"#, "\u{0}\u{0}\n", "[]\n{}\n"]) func goesOn(_ half: String) throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/events.jsonl"
    for event in SampleEvents.first { EventLog(path, .appended).note(event) }
    EventLog(path, .appended).write("step", [.init("step", 3), .init("note", "beyond the state")])
    EventLog(path, .appended).write("failed", [.init("step", 3)])
    try writeFile(try readFile(path) + Array(half.utf8), to: path)
    let log = EventLog(path, .resumed)
    let before = try readFile(path).count
    log.note(SampleEvents.resumed[0])
    #expect(try readFile(path).count == before, "what is prepared waits until it is known where the run goes on")
    for event in SampleEvents.resumed[1...] { log.note(event) }
    #expect(
      try untimed(path) == Self.first + [
        #"{"event":"prepare","phase":"model","done":0,"total":1}"#,
        #"{"event":"start","backend":"native","step":2,"total":300,"parameters":1000}"#,
        #"{"event":"epoch","epoch":2,"step":2}"#,
        #"{"event":"step","step":300,"epoch":2,"losses":[null],"loss":null,"average_loss":null,"lr":{},"seconds":1.0}"#,
      ])
  }

  /// A run that goes on without a state begins its log anew; one that fails before it goes on keeps it.
  @Test func beginsAnewOrKeeps() throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/events.jsonl"
    for event in SampleEvents.first { EventLog(path, .appended).note(event) }
    do {
      let log = EventLog(path, .resumed)
      log.note(.preparing(.model, done: 0, total: 1))
      log.write("failed")
    }
    #expect(try untimed(path).dropLast(2) == Self.first[...])
    EventLog(path, .resumed).note(.started(step: 0, totalSteps: 4, parameters: 1))
    #expect(try untimed(path) == [#"{"event":"start","backend":"native","step":0,"total":4,"parameters":1}"#])
  }

  @Test func keepsTheFirstFailure() {
    let full = EventLog("/dev/full", .new)
    full.write("start")
    #expect(full.failure?.reason == "No space left on device")
    let missing = EventLog("/nowhere/events.jsonl", .new)
    missing.write("start")
    #expect(missing.failure?.isMissing == true)
  }
}
