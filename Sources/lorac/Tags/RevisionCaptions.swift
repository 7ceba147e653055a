internal import LoracDataset
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracLowering
internal import LoracPreparation
internal import LoracRecipe
internal import LoracTags

/// The captions of a recipe as they were in a revision of git: files and edits of then.
///
/// What a tagger says of a picture is taken as it is now. Pictures need not be in git: a caption file stands for one.
struct RevisionCaptions {
  /// Why they cannot be told, for people.
  struct Problem: Error {
    /// The sentence.
    var message: String
  }

  /// The captions after the edits of then.
  let captions: [EditedCaption]

  /// The captions of the recipe at `path` in `revision`.
  ///
  /// - Parameters:
  ///   - path: The recipe.
  ///   - revision: A commit, branch or tag.
  ///   - now: The state that they are compared with, which knows the pictures' names.
  ///   - diagnostics: Gets what is wrong with the recipe of then.
  /// - Throws: ``Problem`` where git cannot tell.
  init?(
    _ path: String, revision: String, now: CaptionState, into diagnostics: inout DiagnosticList
  ) throws(Problem) {
    let tree = try GitTree(revision: revision)
    guard
      let (_, source) = CaptionState.source(
        path, changes: [], files: GitFiles(revision: revision), into: &diagnostics)
    else { return nil }
    var images: [ImageCaption] = []
    for folder in source.preparation.folders where !folder.request.isRegularization {
      images += try Self.captions(of: folder, tree, now)
    }
    let preparation = source.preparation
    captions =
      TagEditor(preparation.edits, vocabulary: preparation.vocabulary, separator: preparation.separator)
      .apply(to: images).captions
  }

  private static func captions(
    of folder: Preparation.Folder, _ tree: GitTree, _ now: CaptionState
  ) throws(Problem) -> [ImageCaption] {
    let request = folder.request
    let files = try tree.files(in: request.path)
    let current = now.survey.folders.first { $0.source == request.path }
    let pictures = current?.images.map(\.original) ?? []
    // A caption file is that of all pictures of its name, which nobody knows if they are gone.
    let named = [Array(files.keys), pictures].map { names in
      Dictionary(grouping: names.filter { ImageExtensions.promisedFormat(of: $0) != nil }, by: stem)
    }
    let captionFiles = files.filter { $0.key.hasSuffix(request.captionExtension) }
    let texts = try tree.contents(captionFiles.values.sorted())
    var captions: [String: String?] = [:]
    for (name, blob) in captionFiles {
      let bytes = texts[blob] ?? []
      captions[String(name.dropLast(request.captionExtension.count))] =
        CaptionText.caption(of: bytes, usesAllLines: request.usesAllCaptionLines).text
    }
    // A picture that is in git without a caption had none.
    let inGit = files.keys.filter { ImageExtensions.promisedFormat(of: $0) != nil }.map(stem)
    var known = Set(inGit).union(captions.keys)
    // Where pictures are not in git, one that has no caption now had none then.
    if inGit.isEmpty {
      known.formUnion(
        (current?.originals.images ?? []).filter { $0.caption.source == .none }.map { stem($0.name.text) })
    }
    let usual = commonEnding(files.keys + pictures)
    let places = known.sorted().flatMap { stem in
      (named[0][stem] ?? named[1][stem] ?? [stem + usual]).sorted().map { (stem: stem, name: $0) }
    }
    return places.map { stem, name in
      let image = current?.images.first { $0.original == name }
      let text = captions[stem] ?? nil
      let isTagged = folder.settings.tagger != nil && (text == nil || folder.settings.tagger?.existing != .keep)
      return ImageCaption(folder: request.path, file: name, text: isTagged ? image?.rawCaption ?? text : text)
    }
  }

  /// The ending that most pictures have; nobody knows what a picture was called that is gone.
  private static func commonEnding(_ names: [String]) -> String {
    var counts: [String: Int] = [:]
    for name in names where ImageExtensions.promisedFormat(of: name) != nil {
      counts[String(name.dropFirst(stem(name).count)), default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ".png"
  }

  private static func stem(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}

/// The files of a revision.
private struct GitTree {
  let revision: String
  private let top: String

  /// The files of `revision` of the repository that holds the working folder.
  init(revision: String) throws(RevisionCaptions.Problem) {
    self.revision = revision
    top = String(decoding: try Self.git(["rev-parse", "--show-toplevel"]), as: UTF8.self).trimmed
    _ = try Self.git(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"])
  }

  /// The files directly in a folder, with the names of their contents; none if the revision has no such folder.
  func files(in folder: String) throws(RevisionCaptions.Problem) -> [String: String] {
    let absolute = FilePaths.clean(FilePaths.join(FileSystem.workingFolder, folder))
    guard absolute == top || absolute.hasPrefix(top + "/") else {
      throw RevisionCaptions.Problem(message: "'\(folder)' lies outside the git repository '\(top)'")
    }
    let path = absolute.dropFirst(top.count + 1)
    let kind = CapturedProcess.run(["git", "cat-file", "-t", "\(revision):\(path)"])
    guard kind?.status == 0 else { return [:] }
    let listing = try Self.git(["ls-tree", "-z", "\(revision):\(path)"])
    var files: [String: String] = [:]
    for entry in listing.split(separator: 0) {
      // Mode, kind and name of the content, then a tab and the file's name.
      let parts = entry.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      let facts = parts[0].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard parts.count == 2, facts.count == 3, facts[1] == "blob" else { continue }
      files[String(decoding: parts[1], as: UTF8.self)] = facts[2]
    }
    return files
  }

  /// The bytes of contents, by their names.
  func contents(_ blobs: [String]) throws(RevisionCaptions.Problem) -> [String: [UInt8]] {
    guard !blobs.isEmpty else { return [:] }
    let input = blobs.map { $0 + "\n" }.joined()
    let output = try Self.git(["cat-file", "--batch"], input: Array(input.utf8))
    var result: [String: [UInt8]] = [:]
    var rest = output[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let facts = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      guard facts.count == 3, let count = Int(facts[2]), rest[(end + 1)...].count > count else { break }
      result[String(facts[0])] = Array(rest[(end + 1)...].prefix(count))
      rest = rest[(end + 1)...].dropFirst(count + 1)
    }
    return result
  }

  private static func git(_ words: [String], input: [UInt8] = []) throws(RevisionCaptions.Problem) -> [UInt8] {
    guard let result = CapturedProcess.run(["git"] + words, input: input) else {
      throw RevisionCaptions.Problem(message: "git cannot be started; is it installed?")
    }
    guard result.status == 0 else {
      let reason = String(decoding: result.error, as: UTF8.self).trimmed
      let isRevision = words.contains("--verify")
      throw RevisionCaptions.Problem(
        message: isRevision
          ? "git knows no revision '\(words.last?.dropLast("^{commit}".count) ?? "")'"
          : reason.isEmpty ? "git \(words[0]) failed" : "git: \(reason)")
    }
    return result.output
  }
}
