/// The fields of a `prepare` block: of the recipe, or of one folder, which takes the recipe's where it has none.
package struct PrepareFields: Sendable {
  /// The fields of the recipe's `prepare`.
  package static let recipe = PrepareFields(hasDefaults: true)
  /// The fields of a folder's `prepare`.
  package static let folder = PrepareFields(hasDefaults: false)

  /// `prepare.crop.mode`.
  package let cropMode: Field<String>
  /// `prepare.crop.sizes`.
  package let cropSizes: Field<SettingValue>
  /// `prepare.crop.faces`.
  package let cropFaces: Field<String>
  /// `prepare.crop.upscale`.
  package let cropUpscale: Field<Bool>
  /// `prepare.background.model`.
  package let backgroundModel: Field<String>
  /// `prepare.background.fill`.
  package let backgroundFill: Field<String>
  /// `prepare.tagger.type`.
  package let taggerType: Field<String>
  /// `prepare.tagger.model`.
  package let taggerModel: Field<String>
  /// `prepare.tagger.tags`.
  package let taggerTags: Field<String>
  /// `prepare.tagger.threshold`.
  package let taggerThreshold: Field<Double>
  /// `prepare.tagger.character_threshold`.
  package let taggerCharacterThreshold: Field<Double>
  /// `prepare.tagger.existing`.
  package let taggerExisting: Field<String>
  /// `prepare.tagger.prompt`.
  package let taggerPrompt: Field<String>
  /// `prepare.tagger.beams`.
  package let taggerBeams: Field<Int>
  /// `prepare.edits`.
  package let edits: Field<SettingValue>
  /// The whole block.
  package let block: Block

  /// `prepare.groups`; for all folders.
  package static let groups = Field<SettingValue>(
    "prepare.groups", .lists,
    "Groups of tags of your own, used as `@name` in edits: a mapping of names and lists of tags, globs or other groups."
  )
  /// `prepare.implications`; for all folders.
  package static let implications = Field<SettingValue>(
    "prepare.implications", .lists,
    "What a tag says already, beside the table that lorac knows: a mapping of tags and lists of tags that they make redundant."
  )

  private init(hasDefaults: Bool) {
    func field<T>(
      _ key: String, _ type: FieldType, default value: SettingValue? = nil, _ documentation: String
    ) -> Field<T> {
      Field("prepare.\(key)", type, default: hasDefaults ? value : nil, documentation)
    }
    cropMode = field(
      "crop.mode", .choice(["focus", "center", "none"]),
      "What is kept where a picture has another shape than its size: `focus` finds the main subject, `center` takes the middle. `focus` if `sizes` are given, else `none`."
    )
    cropSizes = field(
      "crop.sizes", .either([.size(64...8192), .list(.size(64...8192), atLeast: 1)]),
      "The size of prepared pictures, or several of which each picture takes the one that loses least; the folder's resolution otherwise."
    )
    cropFaces = field(
      "crop.faces", .inputPath, "A face detector as ONNX, such as YuNet; `focus` then prefers faces.")
    cropUpscale = field(
      "crop.upscale", .boolean, default: .boolean(false),
      "Whether pictures smaller than their size are enlarged; otherwise they are only cut to its shape.")
    backgroundModel = field(
      "background.model", .inputPath,
      "A model that finds the subject, as ONNX and as rembg uses it, such as u2net.onnx.")
    backgroundFill = field(
      "background.fill", .text, default: .string("white"),
      "What takes the place of the background: a colour such as `white` or `'#80c0ff'`, or `transparent`.")
    taggerType = field(
      "tagger.type", .choice(["wd14", "deepbooru", "blip"]),
      "Who writes captions: `wd14` and `deepbooru` give tags, `blip` a sentence.")
    taggerModel = field(
      "tagger.model", .inputPath, "The tagger's ONNX file, or BLIP's folder with config.json and model.safetensors.")
    taggerTags = field(
      "tagger.tags", .inputPath,
      "The list of the tagger's tags; selected_tags.csv or tags.txt beside the model otherwise.")
    taggerThreshold = field(
      "tagger.threshold", .number(.chance), default: .number(0.6),
      "How sure the tagger must be of a tag; smaller gives more tags.")
    taggerCharacterThreshold = field(
      "tagger.character_threshold", .number(.chance),
      "The same for names of characters; `threshold` otherwise.")
    taggerExisting = field(
      "tagger.existing", .choice(["keep", "replace", "append"]), default: .string("keep"),
      "What becomes of captions that are there: they win (`keep`), give way (`replace`), or get the tagger's words behind them (`append`). The originals' files stay as they are."
    )
    taggerPrompt = field(
      "tagger.prompt", .text, "Words with which BLIP's sentence begins, such as `a photograph of`.")
    taggerBeams = field(
      "tagger.beams", .integer(1...16), default: .integer(1),
      "How many sentences BLIP follows at a time; 1 takes the likeliest word each time.")
    edits = field(
      "edits", .list(.record(EditFields.block), atLeast: 0), default: .list([]),
      "Changes of the tags, carried out in order. A folder's own follow the recipe's.")
    let shared = hasDefaults ? [Self.groups.entry, Self.implications.entry] : []
    block = Block(
      "prepare",
      "Prepared copies of the images, which are trained in their place; the originals are never touched.",
      [
        .block(
          Block(
            "crop", "How pictures are cut and scaled.",
            [cropMode.entry, cropSizes.entry, cropFaces.entry, cropUpscale.entry])),
        .block(Block("background", "Removal of the background.", [backgroundModel.entry, backgroundFill.entry])),
        .block(
          Block(
            "tagger", "Captions written by a model.",
            [
              taggerType.entry, taggerModel.entry, taggerTags.entry, taggerThreshold.entry,
              taggerCharacterThreshold.entry, taggerExisting.entry, taggerPrompt.entry, taggerBeams.entry,
            ])),
      ] + shared + [edits.entry])
  }
}
