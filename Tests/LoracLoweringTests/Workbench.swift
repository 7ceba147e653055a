import LoracDiagnostics
import LoracJSON
import LoracLowering
import LoracPlan
import LoracPreparation
import LoracRecipe
import LoracTestSupport
import Testing

/// A folder with images and a recipe, and what lowering makes of them.
struct Workbench: ~Copyable {
  /// Where everything lies; paths of recipes are relative to it.
  let directory: TemporaryDirectory

  /// An empty folder.
  init() throws { directory = try TemporaryDirectory() }

  /// Writes `count` different pictures of one size, each with a caption.
  func addImages(_ folder: String, _ count: Int, _ width: Int, _ height: Int, caption: String? = "a cat") throws {
    for index in 0..<count {
      let name = "\(folder)/\(width)x\(height)-\(index + 100)"
      try directory.write(Picture.png(width: width, height: height, mark: "\(name)"), to: "\(name).png")
      if let caption { try directory.write(caption, to: "\(name).txt") }
    }
  }

  /// The plan of a recipe that has `lines` behind its first ones, and everything that was reported.
  func plan(
    _ lines: String, base: String = "base.safetensors", family: String = "sd15", mode: PlanCompiler.Mode = .plan
  ) throws -> (plan: TrainingPlan?, diagnostics: [Diagnostic]) {
    let text = "lorac: 1\nname: cat\nmodel: {base: \(base), family: \(family)}\n\(lines)\n"
    let path = try directory.write(text, to: "recipe.yaml")
    var diagnostics = DiagnosticList()
    let layers = try #require(RecipeLoader().load(path, into: &diagnostics))
    let file = try #require(layers.last?.file)
    let recipe = Resolver().resolve(layers, recipe: file, into: &diagnostics)
    let lowered = PlanCompiler(store: PreparationStore("\(directory.path)/cache")).plan(
      recipe, mode: mode, into: &diagnostics)
    return (lowered?.plan, diagnostics.sorted)
  }
}

extension [Diagnostic] {
  /// The codes, without that of the missing base model, which no test has.
  var codes: [String] { map(\.code.id).filter { $0 != "LR0600" } }
}

/// Image files that have a header and no pixels worth mentioning.
enum Picture {
  /// A PNG of which only the size is true; `mark` makes its bytes differ from others.
  static func png(width: Int, height: Int, mark: String = "") -> [UInt8] {
    let header = big(width) + big(height) + [8, 2, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
      + chunk("tEXt", Array("mark".utf8) + [0] + Array(mark.utf8)) + chunk("IDAT", [0]) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return big(data.count) + body + big(Int(checksum(body)))
  }

  private static func big(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = .max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}

/// The JSON file `name` among the fixtures.
func fixture(_ name: String) throws -> JSONValue {
  try JSONValue.parse(readFile("\(testFolder())/Fixtures/\(name)"))
}

extension JSONValue {
  /// The elements of an array.
  var array: [JSONValue]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  /// An integer.
  var int: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// Any number.
  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A text.
  var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }
}
