import LoracJSON
import Testing

private struct Plan: Codable, Equatable {
  enum Kind: String, Codable { case epoch, last }
  struct Save: Codable, Equatable {
    var kind: Kind
    var file: String
    var bytes: Int
    var removes: [String]?
  }
  struct Size: Codable, Equatable {
    var width: Int32
    var height: Int32
    init(width: Int32, height: Int32) { (self.width, self.height) = (width, height) }
    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      width = try container.decode(Int32.self)
      height = try container.decode(Int32.self)
    }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(width)
      try container.encode(height)
    }
  }
  enum CodingKeys: String, CodingKey {
    case saves, size, rate, half, isCached = "is_cached", extra, rates, seed
  }

  var saves: [Save]
  var size: Size
  var rate: Double
  var half: Float
  var isCached: Bool
  var extra: JSONValue
  var rates: [String: Double]
  var seed: UInt64?
}

@Suite struct JSONValueCodingTests {
  private let plan = Plan(
    saves: [.init(kind: .epoch, file: "a", bytes: .max, removes: ["b"]), .init(kind: .last, file: "é", bytes: 0)],
    size: .init(width: 512, height: 768), rate: 1e-4, half: 0.1, isCached: true,
    extra: ["z": [1, nil, 2.5], "a": "x"], rates: ["z": 1, "b": 0.5, "y": 2], seed: nil)
  private let text = """
    {"saves":[{"kind":"epoch","file":"a","bytes":9223372036854775807,"removes":["b"]},\
    {"kind":"last","file":"é","bytes":0}],"size":[512,768],"rate":0.0001,"half":0.1,"is_cached":true,\
    "extra":{"z":[1,null,2.5],"a":"x"},"rates":{"b":0.5,"y":2.0,"z":1.0}}
    """

  @Test func encodesInOrder() throws {
    #expect(try JSONValueEncoder.encode(plan).serialized() == text)
  }

  @Test func decodesWhatItEncoded() throws {
    #expect(try JSONValueDecoder.decode(Plan.self, from: JSONValue.parse(text)) == plan)
    let whole = text.replacing("0.0001", with: "1").replacing("2.0", with: "2")
    #expect(try JSONValueDecoder.decode(Plan.self, from: JSONValue.parse(whole)).rate == 1)
  }

  static let failures: [(String, String, String)] = [
    (#""bytes":0"#, #""bytes":"0""#, "saves[1].bytes: expected an integer, found a string"),
    (#""bytes":0"#, #""bytes":0.0"#, "saves[1].bytes: expected an integer, found 0.0"),
    (#""bytes":0"#, #""byte":0"#, "saves[1]: the key 'bytes' is missing"),
    (#""bytes":0"#, #""bytes":null"#, "saves[1].bytes: expected an integer, found null"),
    (#"[512,768]"#, #"[512]"#, "size: expected more than 1 elements"),
    (#"[512,768]"#, #"{}"#, "size: expected a list, found an object"),
    (#"[512,"#, #"[4294967296,"#, "size[0]: expected an integer from -2147483648 to 2147483647, found 4294967296"),
    (#"true"#, #"1"#, "is_cached: expected true or false, found 1"),
    (#""b":0.5"#, #""b":[]"#, "rates.b: expected a number, found a list"),
    (#""half":0.1"#, #""half":1e300"#, "half: expected a number within 32-bit floats, found 1e+300"),
  ]

  @Test(arguments: failures)
  func saysWhereDecodingFails(_ part: String, _ replacement: String, _ description: String) throws {
    let json = try JSONValue.parse(text.replacing(part, with: replacement))
    let failure = #expect(throws: JSONDecodingFailure.self) { try JSONValueDecoder.decode(Plan.self, from: json) }
    #expect(failure?.description == description)
  }

  @Test func namesAnUnknownCase() throws {
    let json = try JSONValue.parse(text.replacing("\"last\"", with: "\"lost\""))
    let failure = #expect(throws: JSONDecodingFailure.self) { try JSONValueDecoder.decode(Plan.self, from: json) }
    #expect(failure?.path == "saves[1].kind")
    #expect(failure?.message.contains("lost") == true)
  }

  @Test func refusesWhatJSONCannotHold() {
    #expect(throws: EncodingError.self) { try JSONValueEncoder.encode([Double.nan]) }
    #expect(throws: EncodingError.self) { try JSONValueEncoder.encode([UInt64.max]) }
  }

  @Test func codesSingleValues() throws {
    #expect(try JSONValueEncoder.encode("x") == "x")
    #expect(try JSONValueEncoder.encode([Int?](arrayLiteral: 1, nil)) == [1, nil])
    #expect(try JSONValueDecoder.decode([Int?].self, from: [1, nil]) == [1, nil])
    #expect(try JSONValueDecoder.decode(JSONValue.self, from: ["a": nil]) == ["a": nil])
  }
}

@Suite struct JSONCodingOptionsTests {
  private struct Folder: Codable, Equatable {
    enum CodingKeys: String, CodingKey { case imageCount, minSNR = "min_snr", lastName, innerFolders, keptNames, sizes }
    struct Size: Codable, Equatable { var widthInPixels: Int? }
    var imageCount: Int?
    var minSNR: Double?
    var lastName: String
    var innerFolders: [Folder]?
    var keptNames: [String: Size]
    var sizes: [Int?]
  }

  private let folder = Folder(
    imageCount: 3, minSNR: nil, lastName: "a",
    innerFolders: [.init(imageCount: nil, lastName: "b", keptNames: [:], sizes: [])],
    keptNames: ["camelCase": .init(widthInPixels: nil)], sizes: [1, nil])
  private let text = """
    {"image_count":3,"min_snr":null,"last_name":"a","inner_folders":[{"image_count":null,"min_snr":null,\
    "last_name":"b","inner_folders":null,"kept_names":{},"sizes":[]}],\
    "kept_names":{"camelCase":{"width_in_pixels":null}},"sizes":[1,null]}
    """

  @Test func writesSnakeCaseAndNulls() throws {
    #expect(try JSONValueEncoder.encode(folder, options: .plan).serialized() == text)
  }

  @Test func readsBackWhatItWrote() throws {
    let json = try JSONValue.parse(text)
    #expect(try JSONValueDecoder.decode(Folder.self, from: json, options: .plan) == folder)
  }

  @Test func eachOptionActsAlone() throws {
    let size = ["a": Folder.Size(widthInPixels: nil)]
    #expect(try JSONValueEncoder.encode(size).serialized() == #"{"a":{}}"#)
    #expect(try JSONValueEncoder.encode(size, options: .explicitNull).serialized() == #"{"a":{"widthInPixels":null}}"#)
    let one = Folder.Size(widthInPixels: 1)
    #expect(try JSONValueEncoder.encode(one, options: .snakeCaseKeys).serialized() == #"{"width_in_pixels":1}"#)
  }

  @Test(arguments: [
    ("batchSize", "batch_size"), ("minSNRGamma", "min_snr_gamma"), ("vPrediction", "v_prediction"), ("GUI", "gui"),
    ("kohyaGUI", "kohya_gui"), ("already_snake", "already_snake"), ("sd2Model", "sd2_model"), ("", ""),
    ("rate_ofChange", "rate_of_change"), ("rate_Of", "rate_of"),
  ])
  func convertsNames(_ name: String, _ expected: String) { #expect(SnakeCase.text(name) == expected) }
}
