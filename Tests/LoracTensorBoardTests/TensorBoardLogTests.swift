import LoracFiles
import LoracJSON
import LoracTensorBoard
import LoracTestSupport
import Testing

@Suite struct TensorBoardLogTests {
  /// Files of torch, tensorboardX, accelerate and TensorBoard, in all encodings, against TensorBoard's own reading
  /// (Tests/Tools/tensorboard_reference.py variants).
  @Test func readsWhatTensorBoardReads() throws {
    let variants: [String: [[JSONValue]]] = try reference("variants.json")
    #expect(variants.count == 6)
    for (name, expected) in variants {
      let events = try events(in: name)
      let found = events.flatMap { event in event.values.map { (event, $0) } }
      #expect(found.count == expected.count, "\(name)")
      for (one, wanted) in zip(found, expected) {
        #expect(JSONValue.string(one.1.tag) == wanted[0])
        #expect(JSONValue.integer(one.0.step) == wanted[1])
        #expect(JSONValue.number(one.0.time) == wanted[2])
        #expect(number(wanted[3]) == one.1.number, "\(name) \(one.1.tag)")
      }
    }
  }

  @Test func readsWhatLoracWrites() throws {
    let folder = try TemporaryDirectory()
    let first =
      TensorBoardRecord.version(time: 1).bytes
      + (1...4).flatMap { step in
        TensorBoardRecord.scalars(TensorBoardScalars(step: step, [.init("a", Double(step))]), time: 2).bytes
      }
    let second =
      TensorBoardRecord.version(time: 3).bytes + TensorBoardRecord.restart(step: 3, time: 3).bytes
      + TensorBoardRecord.scalars(TensorBoardScalars(step: 3, [.init("a", 30), .init("b", .infinity)]), time: 4).bytes
    try writeFile(first, to: "\(folder.path)/events.out.tfevents.0000000001.h.1.0")
    try writeFile(second, to: "\(folder.path)/events.out.tfevents.0000000003.h.1.0")
    try writeFile([1, 2, 3], to: "\(folder.path)/other")
    var run = TensorBoardRun(folder.path)
    run.update()
    #expect(run.series["a"]?.map(\.value) == [1, 2, 30])
    #expect(run.series["a"]?.map(\.step) == [1, 2, 3])
    #expect(run.series["b"]?.map(\.value) == [.infinity])
    #expect(run.problems.isEmpty)
    #expect(run.latest == 4)
  }

  /// A file that grows byte by byte gives each event once, as soon as its record is whole.
  @Test func followsAFileThatGrows() throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/events.out.tfevents.1"
    let records =
      [TensorBoardRecord.version(time: 1)]
      + (1...3).map {
        TensorBoardRecord.scalars(TensorBoardScalars(step: $0, [.init("a", Double($0))]), time: 1)
      }
    let bytes = records.flatMap(\.bytes)
    let ends = records.indices.map { records[...$0].reduce(0) { $0 + $1.bytes.count } }
    var log = TensorBoardLog(folder.path)
    log.update()
    #expect(log.runs.isEmpty)
    for count in bytes.indices {
      try writeFile(Array(bytes[...count]), to: path)
      log.update()
      let whole = ends.dropFirst().count { $0 <= count + 1 }
      #expect((log.runs[0].series["a"]?.count ?? 0) == whole)
      #expect(log.runs[0].problems.isEmpty)
    }
  }

  /// Whatever bit is turned, either the record is refused or the text says the same; nothing is misread.
  @Test func damageIsNoticed() throws {
    let good = TensorBoardRecord.scalars(TensorBoardScalars(step: 5, [.init("a", 1.5)]), time: 1).bytes
    for index in good.indices {
      for bit in 0..<8 {
        var bytes = good
        bytes[index] ^= 1 << bit
        var reader = TensorBoardRecordReader()
        #expect(reader.read(bytes).isEmpty)
        #expect(reader.end == .damaged(offset: 0))
        #expect(reader.read(good).isEmpty)
      }
    }
    var reader = TensorBoardRecordReader()
    #expect(reader.read(good + good.dropLast(3)).count == 1)
    #expect(reader.end == .withinRecord)
    #expect(reader.offset == good.count)
  }

  @Test func messagesOfNoiseAreNoEvents() {
    var generator = SplitMix(seed: 7)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0..<40, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      _ = TensorBoardEvent(bytes[...])
    }
    #expect(TensorBoardEvent([0x09, 0x01]) == nil)
    #expect(TensorBoardEvent([0x2A, 0x05, 0x0A]) == nil)
  }

  /// kohya's folders: one run per start, each with a run of hyperparameters below it.
  @Test func newestRunOfALog() throws {
    let folder = try TemporaryDirectory()
    for (index, name) in ["20240101120000", "20240102120000"].enumerated() {
      let run = "\(folder.path)/\(name)/network_train"
      try FileSystem.createFolders("\(run)/1700000000.5")
      let record = TensorBoardRecord.scalars(
        TensorBoardScalars(step: 1, [.init("lr/d*lr/unet", Double(index))]), time: Double(10 + index))
      try writeFile(record.bytes, to: "\(run)/events.out.tfevents.1.h.1.0")
      let other = TensorBoardRecord.scalars(TensorBoardScalars(step: 0, [.init("hparam", 1)]), time: 99)
      try writeFile(other.bytes, to: "\(run)/1700000000.5/events.out.tfevents.1.h.1.1")
    }
    var log = TensorBoardLog(folder.path)
    log.update()
    #expect(log.runs.count == 4)
    #expect(log.tags == ["hparam", "lr/d*lr/unet"])
    let newest = try #require(log.newest { $0.hasPrefix("lr/d*lr") })
    #expect(newest.series["lr/d*lr/unet"]?.first?.value == 1)
    #expect(newest.path.hasSuffix("20240102120000/network_train"))
    #expect(log.newest { $0 == "loss" } == nil)
  }

  @Test func bfloat16AndDamagedTensors() throws {
    // Values that numpy has no type for: dtype 14 with half_val 0x4049, and with tensor_content 0x3FC0.
    let packed: [UInt8] = [0x08, 14, 0x6A, 3, 0xC9, 0x80, 0x01]
    let raw: [UInt8] = [0x08, 14, 0x22, 2, 0xC0, 0x3F]
    #expect(value(ofTensor: packed) == 3.140625)
    #expect(value(ofTensor: raw) == 1.5)
    #expect(value(ofTensor: [0x08, 7]) == nil)
    #expect(value(ofTensor: [0x08, 1, 0x22, 2, 0, 0]) == nil)
  }

  private func value(ofTensor tensor: [UInt8]) -> Double? {
    let value = [0x0A, 1, UInt8(ascii: "a"), 0x42, UInt8(tensor.count)] + tensor
    let summary = [0x0A, UInt8(value.count)] + value
    return TensorBoardEvent(([0x2A, UInt8(summary.count)] + summary)[...])?.values.first?.number
  }

  private func events(in name: String) throws -> [TensorBoardEvent] {
    var reader = TensorBoardRecordReader()
    let events = reader.read(try readFile("\(testFolder())/Reference/\(name)"))
    #expect(reader.end == .complete)
    return events
  }

  private func number(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }
}
