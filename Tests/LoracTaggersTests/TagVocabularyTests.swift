import LoracTaggers
import Testing

@Suite struct TagVocabularyTests {
  private func selected(_ text: String) throws -> TagVocabulary { try TagVocabulary.selectedTags(Array(text.utf8)) }

  @Test func readsSelectedTags() throws {
    let text = """
      \u{FEFF}tag_id,name,category,count\r
      1,general,9,5
      2,"don't_say_""lazy""\",0,4\r
      3,"12,_odd
      name",0,3

      4,saber_(fate),4
      5,kantoku,1,2
      """
    let tags = try selected(text).tags
    #expect(
      tags.map(\.name) == ["general", "don't_say_\"lazy\"", "12,_odd\nname", "saber_(fate)", "kantoku"])
    #expect(tags.map(\.category) == [.rating, .general, .general, .character, .other])
  }

  @Test(arguments: [
    ("", TagVocabularyError.empty), ("tag_id,name,category,count\n", .empty), ("a,b,c\n1,x,0\n", .header("a,b,c")),
    ("tag_id,name,category\n1,x,0\n2,y\n", .columns(line: 3, text: "2,y")),
    ("tag_id,name,category\n1,x,zero\n", .category(line: 2, value: "zero")),
    ("tag_id,name,category\n1,x,0\n2,\"y,0\n", .quotation(line: 3)),
  ]) func refuses(text: String, error: TagVocabularyError) {
    #expect(throws: error) { try selected(text) }
    #expect(!error.explanation.isEmpty)
  }

  @Test func refusesOtherEncodings() {
    #expect(throws: TagVocabularyError.notUTF8) { try TagVocabulary.selectedTags([0x74, 0xFF, 0xFE]) }
    #expect(throws: TagVocabularyError.notUTF8) { try TagVocabulary.deepDanbooru([0x80]) }
  }

  @Test func readsMappings() throws {
    let text = #" {"2": {"tag": "hat", "category": "General"}, "0": {"tag": "a_b", "category": "Character"}}"#
    let vocabulary = try Tagger.Kind.wd14.vocabulary(Array(text.utf8))
    #expect(vocabulary.tags.map(\.name) == ["a_b", "", "hat"])
    #expect(vocabulary.tags.map(\.category) == [.character, .other, .general])
  }

  @Test(arguments: [
    (#"{"0": "#, "is no JSON: "), ("{}", "has no tags"),
    (#"{"x": {}}"#, "has the key 'x', where the number of an output belongs"),
    (#"{"-1": {"tag": "a", "category": "General"}}"#, "has the key '-1', where the number of an output belongs"),
    (#"{"99999999999": {}}"#, "has the key '99999999999', where the number of an output belongs"),
    (#"{"7": {"tag": "a"}}"#, "does not give a 'tag' and a 'category' for output 7"),
    (#"{"7": 3}"#, "does not give a 'tag' and a 'category' for output 7"),
    (
      #"{"7": {"tag": "a", "category": "Colour"}}"#,
      "has the category 'Colour' for output 7; known are Artist, Character, Copyright, General, Meta, Model, Quality, Rating"
    ),
  ]) func explainsMappings(text: String, words: String) {
    let error = #expect(throws: TagVocabularyError.self) { try Tagger.Kind.wd14.vocabulary(Array(text.utf8)) }
    #expect(error?.explanation.hasPrefix(words) == true, "\(String(describing: error))")
  }

  @Test func readsDeepDanboorusTags() throws {
    let tags = try TagVocabulary.deepDanbooru(Array("1girl\r\n long_hair \n\n^_^\nrating:safe\n".utf8)).tags
    #expect(tags.map(\.name) == ["1girl", "long_hair", "^_^", "rating:safe"])
    #expect(tags.map(\.category) == [.general, .general, .general, .rating])
    #expect(throws: TagVocabularyError.empty) { try TagVocabulary.deepDanbooru(Array("\n \n".utf8)) }
  }
}
