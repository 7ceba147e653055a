import LoracHash
import LoracImages
import LoracJSON
import LoracONNX
import LoracONNXTestSupport
import LoracTestSupport
import Testing

@testable import LoracTaggers

/// The pictures and confidences of `Tests/Tools/onnx_reference.py taggers`.
struct TaggedPicture: Decodable {
  var width: Int
  var height: Int
  var prepared: String
  var confidences: [Float]
  var planarConfidences: [Float]?

  var image: RGBImage { testPicture(width: width, height: height) }
}

/// What sd-scripts' own script wrote with some options.
struct TaggerRuns: Decodable {
  struct Run: Decodable {
    var options: [String]
    var captions: [String]
  }
  var pictures: [TaggedPicture]
  var runs: [Run]
  /// Of the model whose tags are in tag_mapping.json.
  var mappedRuns: [Run]
}

@Suite(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) struct TaggerTests {
  private static func tagger(_ kind: Tagger.Kind, _ model: String, tags file: String) throws -> Tagger {
    let vocabulary = try kind.vocabulary(readFile("\(testFolder())/Reference/\(file)"))
    return try Tagger(kind: kind, session: TestRuntime.session(model), vocabulary: vocabulary)
  }

  /// The same numbers, but for what another release of ONNX Runtime rounds otherwise.
  private static func expectClose(_ scores: TagScores, _ expected: [Float], _ name: String) {
    #expect(scores.scores.count == expected.count)
    for (score, number) in zip(scores.scores, expected) {
      #expect(abs(score.confidence - number) <= 2e-6, "\(name): \(score.name)")
    }
  }

  @Test func preparesAsTheScript() throws {
    let tagger = try Self.tagger(.wd14, "wd14.onnx", tags: "selected_tags.csv")
    #expect(tagger.size == 448)
    for picture in try reference("wd14.json", as: TaggerRuns.self).pictures {
      let numbers = try #require(try tagger.prepare(picture.image).floats)
      let found = digest(numbers.map { UInt8($0) })
      #expect(found == picture.prepared, "\(picture.width)×\(picture.height)")
    }
  }

  @Test func givesTheScriptsConfidences() throws {
    let tagger = try Self.tagger(.wd14, "wd14.onnx", tags: "selected_tags.csv")
    for picture in try reference("wd14.json", as: TaggerRuns.self).pictures {
      let scores = try tagger.scores(for: picture.image, floor: 0)
      Self.expectClose(scores, picture.confidences, "\(picture.width)×\(picture.height)")
    }
  }

  @Test func writesTheScriptsCaptions() throws {
    let tagger = try Self.tagger(.wd14, "wd14.onnx", tags: "selected_tags.csv")
    let reference = try reference("wd14.json", as: TaggerRuns.self)
    #expect(reference.runs.count == 7)
    let scores = try reference.pictures.map { try tagger.scores(for: $0.image, floor: 0.1) }
    for run in reference.runs {
      let selection = try TagSelection(arguments: run.options)
      #expect(scores.map { selection.caption(of: $0) } == run.captions, "\(run.options)")
    }
  }

  @Test func followsTheScriptsSecondFormat() throws {
    let tagger = try Self.tagger(.wd14, "cl.onnx", tags: "tag_mapping.json")
    #expect(tagger.vocabulary.layout == .mapping && tagger.vocabulary.tags.count == 19)
    let reference = try reference("wd14.json", as: TaggerRuns.self)
    #expect(reference.mappedRuns.count == 4)
    let scores = try reference.pictures.map { try tagger.scores(for: $0.image) }
    for run in reference.mappedRuns {
      let selection = try TagSelection(arguments: run.options)
      #expect(scores.map { selection.caption(of: $0) } == run.captions, "\(run.options)")
    }
  }

  @Test func leavesOutWhatIsBelowTheFloor() throws {
    let tagger = try Self.tagger(.wd14, "wd14.onnx", tags: "selected_tags.csv")
    let image = testPicture(width: 61, height: 37)
    let all = try tagger.scores(for: image, floor: 0)
    let some = try tagger.scores(for: image, floor: 0.5)
    #expect(some.scores == all.scores.filter { $0.confidence >= 0.5 || $0.category == .rating })
    #expect(some.scores.count < all.scores.count && some.scores.filter { $0.category == .rating }.count == 4)
  }

  @Test(arguments: ["deepbooru.onnx", "deepbooru-planar.onnx"]) func givesWebUIsConfidences(model: String) throws {
    let tagger = try Self.tagger(.deepbooru, model, tags: "tags.txt")
    let pictures = try reference("deepbooru.json", as: [TaggedPicture].self)
    #expect(pictures.count == 6)
    for picture in pictures {
      let fitted = try picture.image.fitted(size: 512)
      #expect(digest(fitted.bytes) == picture.prepared, "\(picture.width)×\(picture.height)")
      let expected = model.contains("planar") ? picture.planarConfidences : picture.confidences
      let scores = try tagger.scores(for: picture.image, floor: 0)
      Self.expectClose(scores, try #require(expected), "\(picture.width)×\(picture.height)")
    }
  }

  @Test func refusesTheTagsOfAnotherModel() throws {
    let session = try TestRuntime.session("wd14.onnx")
    let vocabulary = try TagVocabulary.deepDanbooru(Array("one\ntwo".utf8))
    let error = TaggerError.tagCount(model: session.path, outputs: 24, tags: 2)
    #expect(throws: error) { try Tagger(kind: .deepbooru, session: session, vocabulary: vocabulary) }
    #expect(error.explanation == "'\(session.path)' has 24 outputs, and the file of tags has 2 tags")
  }

  @Test func refusesConfidencesThatAreNoNumbers() throws {
    let session = try TestRuntime.session("overflowing.onnx")
    let vocabulary = try TagVocabulary.deepDanbooru(Array("one\ntwo\nthree".utf8))
    let tagger = try Tagger(kind: .wd14, session: session, vocabulary: vocabulary)
    #expect(tagger.size == 8)
    #expect(throws: TaggerError.notNumbers(model: session.path)) {
      try tagger.scores(for: testPicture(width: 20, height: 10))
    }
  }

  @Test func looksAtTransparentPicturesBeforeWhite() throws {
    let tagger = try Self.tagger(.wd14, "wd14.onnx", tags: "selected_tags.csv")
    let picture = RGBAImage(testPicture(width: 50, height: 40))
    let clear = picture.bytes.indices.map { $0 % 4 == 3 ? 0 : picture.bytes[$0] }
    let hidden = RGBAImage(width: 50, height: 40, hasAlpha: true, bytes: clear)
    let white = RGBImage(width: 1, height: 1, bytes: [255, 255, 255])
    #expect(try tagger.scores(for: hidden) == tagger.scores(for: white))
    #expect(try tagger.scores(for: picture) != tagger.scores(for: white))
  }

  @Test func refusesModelsThatGivePictures() throws {
    let path = "\(testFolder())/../LoracMattingTests/Models/u2net.onnx"
    let session = try #require(TestRuntime.shared).session(model: path, threads: 1)
    let error = #expect(throws: TaggerError.self) {
      try Tagger(kind: .wd14, session: session, vocabulary: .deepDanbooru(Array("one".utf8)))
    }
    #expect(error?.explanation == "'\(path)' gives 1×1×320×320 float32, not a confidence for each tag")
  }

  @Test func refusesModelsThatTakeNoPicture() throws {
    let path = "\(testFolder())/../LoracONNXTests/Models/arithmetic.onnx"
    let session = try #require(TestRuntime.shared).session(model: path, threads: 1)
    let vocabulary = TagVocabulary(tags: [])
    let error = #expect(throws: TaggerError.self) { try Tagger(kind: .wd14, session: session, vocabulary: vocabulary) }
    #expect(
      error?.explanation
        == "'\(path)' takes 'x' (?×3 float32), 'y' (?×3 float32), not one picture (1×height×width×3 or 1×3×height×width)"
    )
  }
}

extension TagSelection {
  /// The selection that options of sd-scripts' script make.
  fileprivate init(arguments: [String]) throws {
    self.init()
    threshold = 0.35
    characterThreshold = 0.35
    removesUnderscores = false
    var rest = arguments[...]
    func value() throws -> String {
      let value = rest.popFirst()
      return try #require(value)
    }
    func number() throws -> Float {
      let text = try value()
      return try #require(Float(text))
    }
    func list() throws -> [String] {
      try value().split(separator: ",").map { $0.first == " " ? String($0.dropFirst()) : String($0) }
    }
    while let name = rest.popFirst() {
      switch name {
      case "--remove_underscore": removesUnderscores = true
      case "--use_rating_tags": rating = .first
      case "--use_rating_tags_as_last_tag": rating = .last
      case "--character_tags_first": putsCharactersFirst = true
      case "--character_tag_expand": expandsCharacters = true
      case "--thresh":
        threshold = try number()
        characterThreshold = threshold
      case "--general_threshold": threshold = try number()
      case "--character_threshold": characterThreshold = try number()
      case "--undesired_tags": undesired = Set(try list())
      case "--always_first_tags": firstTags = try list()
      case "--caption_separator": separator = try value()
      default: Issue.record("unknown option \(name)")
      }
    }
  }
}

private func digest(_ bytes: [UInt8]) -> String {
  var hash = SHA256()
  hash.update(bytes)
  return hash.finalized()
}
