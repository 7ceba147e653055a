import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct FolderNameTests {
  struct Names: Decodable {
    struct Folder: Decodable {
      var name: String
      var repeats: String?
      var classTokens: String?
    }
    struct Integer: Decodable {
      var text: String
      var value: String?
    }
    var folders: [Folder]
    var integers: [Integer]
  }

  @Test func equalsSDScripts() throws {
    let names = try #require(try references.load("names", as: [Names].self).first)
    #expect(names.folders.count >= 40)
    for item in names.folders {
      switch FolderName(item.name) {
      case .usable(let repeats, let classTokens):
        #expect(item.repeats == String(repeats), "\(item)")
        #expect(item.classTokens.map { Array($0.unicodeScalars) } == Array(classTokens.unicodeScalars), "\(item)")
      case .tooManyRepeats: #expect((item.repeats ?? "").count >= 19, "\(item)")
      case .withoutRepeats, .withoutNumber: #expect(item.repeats == nil, "\(item)")
      }
    }
  }

  @Test func integersEqualPython() throws {
    let names = try #require(try references.load("names", as: [Names].self).first)
    for item in names.integers {
      switch PythonText.integer(item.text) {
      case .value(let value): #expect(item.value == String(value), "\(item)")
      case .tooLarge: #expect((item.value ?? "").count >= 19, "\(item)")
      case .invalid: #expect(item.value == nil, "\(item)")
      }
    }
  }

  @Test func tellsWhyAFolderIsIgnored() {
    #expect(FolderName("10_my_girl") == .usable(repeats: 10, classTokens: "my_girl"))
    #expect(FolderName("0_x") == .withoutRepeats(repeats: 0))
    #expect(FolderName("-5_x") == .withoutRepeats(repeats: -5))
    #expect(FolderName("girl") == .withoutNumber)
    #expect(FolderName(String(repeating: "9", count: 30) + "_x") == .tooManyRepeats)
  }
}
