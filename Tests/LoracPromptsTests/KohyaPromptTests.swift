import LoracTestSupport
import Testing

@testable import LoracPrompts

/// What sd-scripts makes of the same, from Tests/Tools/prompt_reference.py.
@Suite struct KohyaPromptTests {
  struct Dictionary: Decodable, Equatable, Sendable {
    var prompt: String?
    var negativePrompt: String?
    var width: Int?
    var height: Int?
    var seed: Double?
    var steps: Int?
    var scale: Double?
    var sampler: String?

    private enum CodingKeys: String, CodingKey {
      case prompt
      case negativePrompt = "negative_prompt"
      case width
      case height
      case seed
      case steps = "sample_steps"
      case scale
      case sampler = "sample_sampler"
    }

    init(_ prompt: KohyaPrompt) {
      self.prompt = prompt.prompt
      (negativePrompt, width, height) = (prompt.negative, prompt.width, prompt.height)
      (seed, steps) = (prompt.seed.map { Double($0) }, prompt.steps)
      (scale, sampler) = (prompt.scale, prompt.sampler)
    }
  }

  struct Line: Decodable {
    var line: String
    var prompt: Dictionary
  }

  struct File: Decodable {
    var name: String
    var text: String
    var prompts: [Dictionary]?
  }

  @Test func readsLinesAsKohya() throws {
    let lines = try reference("kohya_lines.json", as: [Line].self)
    #expect(lines.count > 80)
    for item in lines { #expect(Dictionary(KohyaPrompt(line: item.line)) == item.prompt, "\(item.line)") }
  }

  @Test func readsFilesAsKohya() throws {
    for file in try reference("kohya_files.json", as: [File].self) {
      let read = try? KohyaPromptFile(Array(file.text.utf8), name: file.name)
      #expect(read?.prompts.map { Dictionary($0) } == file.prompts, "\(file.name)")
    }
  }

  @Test(
    arguments: [
      ("a --w512", [.unknownOption("--w512")]), ("a --w  512", [.unknownOption("--w  512")]),
      ("a --l 7.5.1", [.unreadableNumber("--l 7.5.1")]),
      ("a --d 99999999999999999999", [.unreadableNumber("--d 99999999999999999999")]),
      ("a --cn pose.png --fs 3", [.unsupported("controlnet_image"), .unsupported("flow_shift")]),
      ("n the night", [.promptIsOption("n the night")]), ("a --n b --w 64", []),
    ] as [(String, [KohyaPromptNote])])
  func notes(_ line: String, _ expected: [KohyaPromptNote]) {
    #expect(KohyaPrompt(line: line).notes == expected)
  }

  @Test func notesOfFiles() throws {
    let text = #"[{"prompt": "a", "width": "512", "odd": 1, "guidance_scale": 3}]"#
    let file = try KohyaPromptFile(Array(text.utf8), name: "a.json")
    #expect(file.prompts[0].notes == [.wrongType(key: "width"), .unknownKey("odd"), .unsupported("guidance_scale")])
    let lines = try KohyaPromptFile(Array("\u{FEFF}# a\n  # b".utf8), name: "a.txt")
    #expect(lines.prompts.map { $0.notes } == [[.indentedComment]])
  }

  @Test(arguments: [
    ("a.md", "x", KohyaPromptFile.Problem.unknownFormat),
    ("a.json", "[\n1]", .noPrompts("an item is neither text nor an object")),
    ("a.toml", "[prompt]\nx = \n", .syntax("a value is missing", line: 2)),
    ("a.toml", "[prompt]\nx = 1\n", .noPrompts("there is no [[prompt.subset]]")),
    ("a.toml", "a = \"\n", .syntax("a text is not closed", line: 1)),
  ])
  func refuses(_ name: String, _ text: String, _ problem: KohyaPromptFile.Problem) {
    #expect(throws: problem) { try KohyaPromptFile(Array(text.utf8), name: name) }
  }

  @Test func refusesWhatIsNoText() {
    #expect(throws: KohyaPromptFile.Problem.notUTF8) { try KohyaPromptFile([0xFF], name: "a.txt") }
    #expect(throws: KohyaPromptFile.Problem.syntax("the text ends too early", line: 2)) {
      try KohyaPromptFile(Array("[\n{".utf8), name: "a.json")
    }
  }
}
