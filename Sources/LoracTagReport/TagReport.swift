package import LoracTags

/// What `lorac tags` shows: captions before and after edits, and how often each tag occurs.
package struct TagReport: Sendable {
  /// What it needs to know beside the captions.
  package struct Settings: Sendable {
    /// The edits' operations, in order.
    package var edits: [TagEdit]
    /// Where each edit stands, as in `recipe.yaml:14`; where there is no text, it is named by its number.
    package var places: [String]
    /// How many tokens the text encoder reads: 75, 150 or 225.
    package var tokenLimit: Int
    /// The groups and implications.
    package var vocabulary: TagVocabulary

    /// Settings.
    package init(edits: [TagEdit], places: [String] = [], tokenLimit: Int, vocabulary: TagVocabulary = .builtIn) {
      self.edits = edits
      self.places = places
      self.tokenLimit = tokenLimit
      self.vocabulary = vocabulary
    }
  }

  /// How often a tag occurs.
  package struct Frequency: Sendable, Hashable {
    /// The tag, as it is written most often.
    package var tag: String
    /// In how many images, before the edits.
    package var before: Int
    /// In how many images, after them.
    package var after: Int
    /// The first image that has it after the edits; nil if none has.
    package var image: String?
  }

  /// The captions that are shown.
  package let captions: [EditedCaption]
  /// The tokens of each caption afterwards, start and end not counted.
  package let tokens: [Int]
  /// All tags, the most frequent after the edits first.
  package let frequencies: [Frequency]
  /// Images of which no tag, or no words of a sentence, says who or what they show.
  package let withoutSubject: [String]
  /// The settings.
  package let settings: Settings
  /// How many images there are, those included that are not shown.
  package let total: Int

  /// A report on those images of `editing` that `pattern` names, or on all.
  ///
  /// `pattern` is one as edits have under `images`.
  package init(_ editing: TagEditing, settings: Settings, images pattern: String? = nil) {
    captions = editing.captions.filter { caption in
      pattern.map { TagEdit.names($0, folder: caption.image.folder, file: caption.image.file) } ?? true
    }
    self.settings = settings
    total = editing.captions.count
    tokens = captions.map { $0.text.map(CaptionTokens.count) ?? 0 }
    frequencies = FrequencyTable(captions).sorted
    var search = TagSearch(["@subject"], vocabulary: settings.vocabulary)
    withoutSubject = captions.filter { !search.finds(in: $0.tags.flatMap(\.self)) }.map(\.image.name)
  }

  /// How often each tag of `captions` occurs, the most frequent after the edits first.
  package static func frequencies(of captions: [EditedCaption]) -> [Frequency] { FrequencyTable(captions).sorted }

  /// The tags that occur in one image alone after the edits.
  package var once: [Frequency] { frequencies.filter { $0.after == 1 } }
  /// The captions that changed.
  package var changed: [EditedCaption] { captions.filter(\.isChanged) }
  /// Names of the images whose captions are too long, with their tokens.
  package var tooLong: [(image: String, tokens: Int)] {
    zip(captions, tokens).filter { $0.1 > settings.tokenLimit }.map { ($0.0.image.name, $0.1) }
  }

  /// How an edit is named.
  func place(ofEdit edit: Int) -> String {
    settings.places.indices.contains(edit) ? settings.places[edit] : "edit \(edit + 1)"
  }
}
