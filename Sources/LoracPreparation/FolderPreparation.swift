package import LoracCropping
internal import LoracFiles
package import LoracImages
package import LoracTags

/// What is done with the images of one folder before they are trained.
package struct FolderPreparation: Sendable, Hashable {
  /// How pictures are cut and scaled.
  package struct Crop: Sendable, Hashable {
    /// The rule.
    package var rule: CropRule
    /// A face detector's ONNX file.
    package var faces: ModelFile?

    /// A crop by `rule`, which prefers faces if a detector is given.
    package init(rule: CropRule, faces: ModelFile?) {
      self.rule = rule
      self.faces = faces
    }
  }

  /// How the background is removed.
  package struct Background: Sendable, Hashable {
    /// The ONNX file of the model that finds the subject; nil removes nothing.
    package var model: ModelFile?
    /// What shows behind transparent parts; nil leaves them transparent.
    package var fill: RGBColour?

    /// Removal by `model`.
    package init(model: ModelFile?, fill: RGBColour?) {
      self.model = model
      self.fill = fill
    }
  }

  /// Who writes captions.
  package struct Tagger: Sendable, Hashable {
    /// The kinds of taggers.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      /// A WD14 tagger, tags.
      case wd14
      /// DeepDanbooru, tags.
      case deepbooru
      /// BLIP, a sentence.
      case blip
    }

    /// What becomes of captions that are there.
    package enum Existing: String, Sendable, Hashable, CaseIterable {
      /// They win.
      case keep
      /// They give way.
      case replace
      /// The tagger's words follow them.
      case append
    }

    /// The kind.
    package var kind: Kind
    /// The ONNX file, or BLIP's folder.
    package var model: ModelFile
    /// The list of tags; nil takes the one beside the model.
    package var tags: ModelFile?
    /// How sure it must be of a tag.
    package var threshold: Double
    /// The same for characters.
    package var characterThreshold: Double
    /// What becomes of captions that are there.
    package var existing: Existing
    /// Words with which a sentence begins.
    package var prompt: String?
    /// How many sentences are followed at a time.
    package var beams: Int

    /// The list of tags that is read: the one that is named, or the usual one beside the model; nil for BLIP.
    package var tagList: ModelFile? {
      let usual: String
      switch kind {
      case .wd14: usual = "selected_tags.csv"
      case .deepbooru: usual = "tags.txt"
      case .blip: return nil
      }
      return tags ?? ModelFile(FilePaths.join(FilePaths.parent(of: model.path), usual))
    }

    /// A tagger with all its settings.
    package init(
      kind: Kind, model: ModelFile, tags: ModelFile?, threshold: Double, characterThreshold: Double,
      existing: Existing, prompt: String?, beams: Int
    ) {
      self.kind = kind
      self.model = model
      self.tags = tags
      self.threshold = threshold
      self.characterThreshold = characterThreshold
      self.existing = existing
      self.prompt = prompt
      self.beams = beams
    }
  }

  /// How pictures are cut and scaled; nil leaves the files as they are unless the background is removed.
  package var crop: Crop?
  /// How the background is removed.
  package var background: Background?
  /// Who writes captions; nil for nobody.
  package var tagger: Tagger?
  /// Changes of the tags, in order; their image patterns are compared with the original's folder and name.
  package var edits: [TagEdit]

  /// Nothing is done unless something is given.
  package init(crop: Crop? = nil, background: Background? = nil, tagger: Tagger? = nil, edits: [TagEdit] = []) {
    self.crop = crop
    self.background = background
    self.tagger = tagger
    self.edits = edits
  }

  /// Whether pictures are made anew.
  package var changesPictures: Bool { crop != nil || background != nil }
  /// Whether captions may be others than the originals'.
  package var changesCaptions: Bool { tagger != nil || !edits.isEmpty }
  /// Whether anything is done.
  package var isActive: Bool { changesPictures || changesCaptions }
}

/// A model that preparation uses.
package struct ModelFile: Sendable, Hashable {
  /// The file, or a folder.
  package var path: String

  /// The model at `path`.
  package init(_ path: String) { self.path = path }

  /// What tells it from another model, as far as the file system knows: path, size and time of change.
  ///
  /// Of a folder, of its weights and settings.
  var mark: String {
    let files = ["", "/config.json", "/model.safetensors"].map { path + $0 }
    let identities = files.map { FileIdentity($0).map { "\($0.size).\($0.modified)" } ?? "" }
    return path + ":" + identities.joined(separator: ",")
  }
}
