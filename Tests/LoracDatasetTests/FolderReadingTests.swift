import Glibc
import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct FolderReadingTests {
  struct Case: Decodable {
    struct File: Decodable {
      /// Hexadecimal.
      var name: String
      /// Hexadecimal; nil for a picture, "dir" for a folder.
      var content: String?
    }
    var path: String
    var `extension`: String
    var wildcard: Bool
    var files: [File]
    /// Names (hexadecimal) and captions in sd-scripts' order; nil where it stops.
    var images: [[String]]?
    var error: String?
    var offset: Int?
  }

  /// The smallest thing that begins like a picture: 64 x 64.
  static let picture: [UInt8] = Array("GIF89a".utf8) + [64, 0, 64, 0]

  @Test func equalsSDScripts() throws {
    let cases: [Case] = try references.load("folders")
    #expect(cases.count >= 15)
    for item in cases {
      let root = try TemporaryDirectory()
      try root.write("above", to: "10_a.txt")
      try root.write("above two", to: "10_a_b.txt")
      let folder = try root.makeFolder(item.path)
      for file in item.files {
        let path = Array("\(folder)/".utf8) + bytes(hex: file.name)
        if file.content == "dir" {
          try RawFile.makeFolder(path)
        } else {
          try RawFile.write(file.content.map { bytes(hex: $0) } ?? Self.picture, to: path)
        }
      }
      let request = FolderRequest(
        path: folder, captionExtension: item.extension, usesAllCaptionLines: item.wildcard)
      let read = try #require(DatasetReader.read([request]).folders.first)
      #expect(read.problem == nil)
      if let images = item.images {
        #expect(read.images.map(\.name.bytes) == images.map { bytes(hex: $0[0]) }, "\(item.path)")
        for (image, expected) in zip(read.images, images) {
          let text = read.trainedCaption(of: image)
          #expect(Array(text.unicodeScalars) == Array(expected[1].unicodeScalars), "\(item.path) \(image.name.text)")
          #expect(image.caption.problem == nil)
        }
      } else {
        let problem = read.images.first?.caption.problem
        #expect(problem == (item.offset.map { .notUTF8(offset: $0) } ?? .empty), "\(item.path)")
      }
    }
  }

  @Test func surveysWhatIsNotTrained() throws {
    let root = try TemporaryDirectory()
    for name in ["a.png", "b.png", "b.jpg", "c.Png", "d.gif", ".e.png", "sub/x.png", "sub/y.JPG", "empty/z.txt"] {
      try root.write(Self.picture, to: name)
    }
    for name in ["a.caption", "b.caption", "z.caption", "a.txt", "README", "a_sd.npz"] { try root.write("x", to: name) }
    let read = try #require(DatasetReader.read([FolderRequest(path: root.path)]).folders.first)
    #expect(read.images.map(\.name.text) == ["a.png", "b.jpg", "b.png"])
    #expect(read.survey.unseenImages.map(\.text) == [".e.png", "c.Png", "d.gif"])
    #expect(read.survey.nestedFolders == [.init(name: FileName("sub"), images: 2)])
    #expect(read.survey.sharedStems == [FileName("b.png")])
    #expect(
      read.survey.otherFiles == [
        .init(fileExtension: ".caption", files: 3, matchingImages: 2),
        .init(fileExtension: "", files: 1, matchingImages: 0),
        .init(fileExtension: ".npz", files: 1, matchingImages: 0),
        .init(fileExtension: ".txt", files: 1, matchingImages: 1),
      ])
    #expect(read.images.map(\.caption.source) == [.file, .none, .none])
  }

  @Test func pipesAndDevicesAreNoCaptionsAndNoImages() throws {
    let root = try TemporaryDirectory()
    for name in ["a.png", "b.png", "c.png"] { try root.write(Self.picture, to: name) }
    // Each of these would be read for ever, or until somebody writes.
    #expect(mkfifo("\(root.path)/a.txt", 0o600) == 0)
    #expect(mkfifo("\(root.path)/pipe.png", 0o600) == 0)
    #expect(symlink("/dev/zero", "\(root.path)/b.txt") == 0)
    #expect(symlink("/dev/zero", "\(root.path)/zero.png") == 0)
    #expect(symlink("/dev/tty", "\(root.path)/c.txt") == 0)
    let read = try #require(
      DatasetReader.read([FolderRequest(path: root.path, captionExtension: ".txt")]).folders.first)
    #expect(read.images.map(\.name.text) == ["a.png", "b.png", "c.png", "pipe.png", "zero.png"])
    #expect(read.images.map(\.problem) == [nil, nil, nil, .notAFile, .notAFile])
    #expect(read.images.prefix(2).allSatisfy { $0.caption.source == .none && $0.caption.problem == nil })
  }

  @Test func captionTraits() {
    func traits(_ text: String) -> Caption.Traits { CaptionText.caption(of: Array(text.utf8)).traits }
    #expect(traits("one\n") == [])
    #expect(traits("one\n\n \n") == [])
    #expect(traits("one\ntwo") == .unusedLines)
    #expect(traits("\u{FEFF}one") == .byteOrderMark)
    #expect(traits(" \n") == .blank)
    #expect(traits("\ntwo") == [.blank, .unusedLines])
  }

  @Test func namesResolveRepeats() {
    let named = FolderRequest(path: "train/30_Zhang_Na/")
    #expect(named.name == "30_Zhang_Na")
    #expect(named.resolved == (30, "Zhang_Na"))
    #expect(FolderRequest(path: "x/30_a", repeats: 2, classTokens: "b").resolved == (2, "b"))
    #expect(FolderRequest(path: "x/pictures").resolved == (1, nil))
    #expect(FolderRequest(path: "x", captionExtension: "caption").captionExtension == ".caption")
  }

  @Test func folderProblems() throws {
    let root = try TemporaryDirectory()
    let file = try root.write("x", to: "file")
    let requests = [root.path + "/missing", file].map { FolderRequest(path: $0) }
    #expect(DatasetReader.read(requests).folders.map(\.problem) == [.missing, .notAFolder])
  }
}
