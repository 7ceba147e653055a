import LoracTags
import LoracTestSupport
import Testing

/// What holds for any captions.
@Suite struct TagPropertyTests {
  private static let words = [
    "1girl", "solo", "hat", "baseball cap", "blue headwear", "Hat", "(hat:1.2)", "long hair", "very long hair", "smile",
    "grin", "nose", "white background", "shirt", "white_shirt", "a girl with a hat", "dog", "shiba inu", "cat",
  ]

  private func captions(_ random: inout SplitMix) -> [ImageCaption] {
    (0..<Int.random(in: 1...6, using: &random)).map { number in
      let count = Int.random(in: 0...10, using: &random)
      let tags = (0..<count).map { _ in Self.words[Int.random(in: 0..<Self.words.count, using: &random)] }
      return ImageCaption(folder: "f", file: "\(number).png", text: tags.joined(separator: ", "))
    }
  }

  private func tags(_ captions: [ImageCaption], _ edits: TagEdit.Operation...) -> [[String]] {
    TagEditor(edits.map { TagEdit($0) }).apply(to: captions).captions.map { $0.tags.flatMap(\.self) }
  }

  private func isSubsequence(_ part: [String], of whole: [String]) -> Bool {
    var rest = whole[...]
    for item in part {
      guard let place = rest.firstIndex(of: item) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }

  @Test(arguments: 0..<300) func laws(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let input = captions(&random)
    let name = Self.words[Int.random(in: 0..<Self.words.count, using: &random)]
    let all = tags(input)
    // Done twice is done once.
    for operation: TagEdit.Operation in [
      .dedupe(.exact), .dedupe(.implied), .remove([name]), .add([name]), .prepend([name]), .keepOnly([name]), .limit(3),
      .sort(.frequency), .sort(.alphabet),
    ] {
      #expect(tags(input, operation) == tags(input, operation, operation), "\(operation)")
    }
    // What stays keeps its order.
    for operation: TagEdit.Operation in [
      .dedupe(.exact), .dedupe(.implied), .remove([name]), .keepOnly([name, "solo"]), .limit(3),
    ] {
      for (part, whole) in zip(tags(input, operation), all) { #expect(isSubsequence(part, of: whole), "\(operation)") }
    }
    // Remove and keep_only share out the tags.
    let nothing = tags(input, .keepOnly([name]), .remove([name]))
    #expect(nothing == input.map { _ in [] })
    for ((kept, removed), whole) in zip(zip(tags(input, .keepOnly([name])), tags(input, .remove([name]))), all) {
      #expect((kept + removed).sorted() == whole.sorted())
    }
    // Sorting neither loses nor makes tags.
    for order in TagEdit.Order.allCases {
      for (sorted, whole) in zip(tags(input, .sort(order)), all) { #expect(sorted.sorted() == whole.sorted()) }
    }
    // Renaming there and back.
    let unique = tags(input, .dedupe(.exact))
    #expect(
      tags(input, .dedupe(.exact), .rename([.init("solo", "elsewhere")]), .rename([.init("elsewhere", "solo")]))
        == unique)
  }

  /// Every removed tag has a change that says why, and every change is of this caption.
  @Test(arguments: 0..<100) func changesAccountForEverything(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 1000)
    let input = captions(&random)
    let edits: [TagEdit] = [
      TagEdit(.remove(["@facial-features", "white *"])), TagEdit(.rename([.init("solo", "1girl")])),
      TagEdit(.dedupe(.implied)), TagEdit(.prepend(["moka"])), TagEdit(.add(["straw"])), TagEdit(.limit(6)),
    ]
    for caption in TagEditor(edits).apply(to: input).captions {
      var tags = caption.tagsBefore.flatMap(\.self)
      for change in caption.changes {
        switch change.kind {
        case .added: tags.append(change.tag)
        case .moved: #expect(tags.contains(change.tag))
        case .removed, .renamed:
          let place = tags.firstIndex(of: change.tag)
          #expect(place != nil, "\(change)")
          if let place { tags.remove(at: place) }
          if case .renamed(let new) = change.kind { tags.append(new) }
        }
      }
      #expect(tags.sorted() == caption.tags.flatMap(\.self).sorted())
    }
  }

  /// Nothing that people or programs write into captions and edits stops lorac.
  @Test(arguments: 0..<40) func anyTextIsTaken(_ seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &+ 5000)
    let pieces = [
      "a", "hat", " ", ",", "(", ")", "[", "]", "{", "}", "|", "\\", ":", "1.2", "_", "*", "?", "@", "text:", "subject",
      "\n", "\r\n", "\u{FEFF}", "é", "e\u{301}", "猫", "🐈‍⬛", "\u{0}", "\"", "the ",
    ]
    func text(_ most: Int) -> String {
      (0..<Int.random(in: 0...most, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
      .joined()
    }
    let captions = (0..<4).map {
      ImageCaption(folder: text(3), file: "\($0)" + text(2), text: $0 == 3 ? nil : text(20))
    }
    let operations: [TagEdit.Operation] = [
      .remove([text(4), text(4)]), .rename([.init(text(4), text(4)), .init("text:" + text(3), text(2))]),
      .add([text(5)]), .prepend([text(5), text(3)]), .dedupe(.implied), .require([text(4)]),
      .keepOnly([text(4), "*" + text(2)]), .limit(Int.random(in: -1...5, using: &random)), .sort(.frequency),
    ]
    let edits = operations.shuffled(using: &random).map {
      TagEdit($0, images: Bool.random(using: &random) ? [] : [text(4)])
    }
    let vocabulary = TagVocabulary(
      groups: [(text(3), [text(4), "@" + text(2)])], implications: [.init(text(3), [text(3)]), .init("hat", [text(3)])])
    let result = TagEditor(edits, vocabulary: vocabulary, separator: text(1)).apply(to: captions)
    #expect(result.captions.map(\.image) == captions)
    #expect(!result.captions.contains { $0.text?.isEmpty == true && $0.image.text?.isEmpty != true })
  }
}
