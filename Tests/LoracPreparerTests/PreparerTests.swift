import Glibc
import LoracCropping
import LoracDataset
import LoracFiles
import LoracImages
import LoracPreparation
import LoracTags
import LoracTestSupport
import Testing

@testable import LoracPreparer

@Suite struct PreparerTests {
  private static let edits = [TagEdit(.remove(["nose"])), TagEdit(.prepend(["trigger"]))]

  @Test func makesPicturesAndCaptionsAndLeavesTheOriginalsAlone() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "cat, nose\n")
    try bench.addPicture("b.png", 64, 128, seed: 1, caption: "dog")
    try bench.addPicture("c.png", 64, 64, seed: 2)
    let before = try Self.contents(of: bench.source)
    let settings = Workbench.squares(64, edits: Self.edits)
    #expect(!bench.survey(settings).isReady)
    let (outcome, events) = bench.prepare(settings)
    #expect(outcome.isDone)
    #expect(events.first == .pictures(done: 0, total: 3) && events.last == .pictures(done: 3, total: 3))
    let copies = try bench.copies(settings)
    #expect(copies.keys.sorted() == ["a.png", "a.txt", "b.png", "b.txt", "c.png", "c.txt"])
    #expect(copies["a.txt"] == Array("trigger, cat\n".utf8))
    #expect(copies["c.txt"] == Array("trigger\n".utf8))
    for name in ["a.png", "b.png", "c.png"] {
      let picture = try ImageDecoder.decode(copies[name] ?? [])
      #expect(picture.width == 64 && picture.height == 64)
    }
    #expect(try Self.contents(of: bench.source) == before)
  }

  @Test func predictsWhatIsMade() throws {
    let bench = try Workbench()
    for (index, size) in [(96, 64), (64, 128), (300, 100), (20, 20), (70, 70)].enumerated() {
      try bench.addPicture("\(index).png", size.0, size.1, seed: index, caption: "tag \(index), nose")
    }
    let sizes = [PictureSize(width: 64, height: 64), PictureSize(width: 96, height: 64)]
    for upscale in [false, true] {
      let rule = CropRule(mode: .focus, sizes: sizes, allowsUpscale: upscale)
      let settings = FolderPreparation(crop: .init(rule: rule, faces: nil), edits: Self.edits)
      let predicted = bench.survey(settings).trained
      #expect(bench.prepare(settings).outcome.isDone)
      let made = bench.survey(settings)
      #expect(made.isReady)
      #expect(made.trained.images.map(\.name) == predicted.images.map(\.name))
      #expect(made.trained.images.map(\.header?.kohyaSize) == predicted.images.map(\.header?.kohyaSize))
      #expect(made.trained.images.map(\.caption.text) == predicted.images.map(\.caption.text))
      #expect(made.trained.request == predicted.request)
    }
  }

  @Test func repairsCaptionFiles() throws {
    let bench = try Workbench()
    try bench.addPicture("empty.png", 96, 64, caption: "")
    try bench.addPicture("marked.png", 64, 64, seed: 1, caption: "\u{FEFF}cat, nose\r\n")
    for edits in [[], Self.edits] {
      let settings = Workbench.squares(64, edits: edits)
      #expect(bench.survey(settings).trained.images.map(\.caption.problem) == [nil, nil])
      #expect(bench.prepare(settings).outcome.isDone)
      let copies = try bench.copies(settings)
      #expect(copies["empty.txt"] == (edits.isEmpty ? nil : Array("trigger\n".utf8)))
      #expect(copies["marked.txt"] == Array(((edits.isEmpty ? "cat, nose" : "trigger, cat") + "\n").utf8))
    }
  }

  @Test(arguments: [true, false])
  func takesAllNames(_ isRemade: Bool) throws {
    let bench = try Workbench()
    let names = ["\u{FC}.png", "u\u{308}.png", "line\nbreak.png", "back\\slash.png", "same.png", "same.PNG"]
    for (index, name) in names.enumerated() { try bench.addPicture(name, 96, 64, seed: index) }
    let edits = [TagEdit(.add(["tag"]))] + ["same.png", "same.PNG"].map { TagEdit(.add([$0]), images: [$0]) }
    let settings = isRemade ? Workbench.squares(64, edits: edits) : FolderPreparation(edits: edits)
    #expect(bench.prepare(settings).outcome.isDone)
    let copies = try FileSystem.names(in: bench.survey(settings).path)
    #expect(copies.count == 2 * names.count)
    // Each of two that differ in their extension alone has its own caption.
    let captions = try bench.copies(settings).filter { $0.key.hasPrefix("same") && $0.key.hasSuffix(".txt") }
    #expect(
      Set(captions.values) == [Array("tag, same.png\n".utf8), Array("tag, same.PNG\n".utf8)])
  }

  @Test func originalsKeepTheirNamesForPeople() throws {
    let bench = try Workbench()
    let names = ["a.jpg", "a.png", "b.png"]
    for (index, name) in names.enumerated() { try bench.addPicture(name, 96, 64, seed: index) }
    let settings = Workbench.squares(64)
    for isReady in [false, true] {
      if isReady { #expect(bench.prepare(settings).outcome.isDone) }
      let trained = bench.survey(settings).trained
      #expect(trained.images.map(\.name.text) == ["a-png.png", "a.png", "b.png"])
      #expect(trained.images.indices.map(trained.shownName) == ["a.png", "a.jpg", "b.png"])
    }
  }

  @Test(arguments: ["", "no picture"])
  func makesDamagedCopiesAnew(_ content: String) throws {
    let bench = try Workbench()
    for index in 0..<3 { try bench.addPicture("\(index).png", 96, 64, seed: index, caption: "cat") }
    let settings = Workbench.squares(64)
    #expect(bench.prepare(settings).outcome.isDone)
    let before = try bench.copies(settings)
    // Written in place, so that the store's own file is damaged, too.
    Array(content.utf8).withUnsafeBytes { bytes in
      let file = open("\(bench.survey(settings).path)/1.png", O_WRONLY | O_TRUNC)
      defer { close(file) }
      #expect(file >= 0 && Glibc.write(file, bytes.baseAddress, bytes.count) == bytes.count)
    }
    #expect(!bench.survey(settings).isReady)
    #expect(bench.prepare(settings).outcome.isDone)
    #expect(try bench.copies(settings) == before)
  }

  @Test func tellsOfFoldersThatAreMadeAnew() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "cat")
    for number in [1, 0] {
      guard case .done(_, number, number) = bench.prepare(Workbench.squares(64)).outcome else {
        Issue.record("not \(number)")
        return
      }
    }
  }

  @Test func leavesAFolderAloneThatAnotherProcessMadeReady() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "cat")
    let settings = Workbench.squares(64)
    // What a process saw that was overtaken between looking and taking the folder's lock.
    let before = bench.survey(settings)
    #expect(!before.isReady)
    #expect(bench.prepare(settings).outcome.isDone)
    let made = try Self.inode("\(before.home)/made.json")
    let assembler = FolderAssembler(store: bench.store)
    let didSomething = try assembler.assemble(before, shouldStop: { false }, again: { bench.survey(settings) })
    #expect(!didSomething)
    #expect(try Self.inode("\(before.home)/made.json") == made)
  }

  @Test func makesNothingTwice() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "cat")
    try bench.addPicture("copy.png", 96, 64, caption: "cat")
    let settings = Workbench.squares(64)
    let first = bench.prepare(settings)
    #expect(first.outcome.isDone)
    #expect(try Self.pictures(bench).count == 1)
    let again = bench.prepare(settings)
    #expect(again.outcome.isDone && again.events.isEmpty)
  }

  @Test func aChangedEditDecodesNoImage() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "cat, nose")
    #expect(bench.prepare(Workbench.squares(64)).outcome.isDone)
    let before = try Self.pictures(bench)
    try writeFile([1, 2], to: "\(bench.survey(Workbench.squares(64)).path)/a_0064x0064_sd.npz")
    let (outcome, events) = bench.prepare(Workbench.squares(64, edits: Self.edits))
    #expect(outcome.isDone && events.isEmpty)
    #expect(try Self.pictures(bench) == before)
    #expect(try bench.copies(Workbench.squares(64, edits: Self.edits))["a.txt"] == Array("trigger, cat\n".utf8))
    // Latents of the same picture need not be computed again; those of another crop do.
    #expect(try bench.copies(Workbench.squares(64, edits: Self.edits))["a_0064x0064_sd.npz"] == [1, 2])
    #expect(bench.prepare(Workbench.squares(32)).outcome.isDone)
    #expect(try bench.copies(Workbench.squares(32)).keys.sorted() == ["a.png", "a.txt"])
    #expect(try bench.copies(Workbench.squares(64))["a.txt"] == Array("cat, nose\n".utf8))
  }

  @Test func followsItsOriginals() throws {
    let bench = try Workbench()
    for name in ["a", "b", "c"] {
      try bench.addPicture("\(name).png", 96, 64, seed: Int(name.utf8.first ?? 0), caption: name)
    }
    let settings = Workbench.squares(64)
    #expect(bench.prepare(settings).outcome.isDone)
    let folder = bench.survey(settings).path
    try writeFile([1], to: "\(folder)/a_0064x0064_sd.npz")
    try writeFile([1], to: "\(folder)/b_0064x0064_sd.npz")
    let kept = try Self.inode("\(folder)/a.png")
    try bench.addPicture("b.png", 64, 96, seed: 9, caption: "changed")
    try FileSystem.remove("\(bench.source)/c.png")
    try bench.addPicture("d.png", 96, 64, seed: 4)
    #expect(!bench.survey(settings).isReady)
    let (outcome, events) = bench.prepare(settings)
    #expect(outcome.isDone && events.last == .pictures(done: 2, total: 2))
    let copies = try bench.copies(settings)
    // Latents of a picture that is another now are gone; sd-scripts would take them for its own.
    #expect(copies.keys.sorted() == ["a.png", "a.txt", "a_0064x0064_sd.npz", "b.png", "b.txt", "d.png"])
    #expect(copies["b.txt"] == Array("changed\n".utf8))
    #expect(try Self.inode("\(folder)/a.png") == kept)
  }

  @Test func repairsItsFolder() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "cat")
    let settings = Workbench.squares(64)
    #expect(bench.prepare(settings).outcome.isDone)
    let folder = bench.survey(settings).path
    try FileSystem.remove("\(folder)/a.png")
    try writeFile(Array("other".utf8), to: "\(folder)/a.txt")
    try writeFile([0], to: "\(folder)/stranger.png")
    #expect(!bench.survey(settings).isReady)
    let (outcome, events) = bench.prepare(settings)
    #expect(outcome.isDone && events.isEmpty)
    #expect(try bench.copies(settings).keys.sorted() == ["a.png", "a.txt"])
  }

  @Test func namesEveryOriginalThatIsNoPicture() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64)
    try bench.addPicture("cut.png", 96, 64, seed: 1)
    try bench.write(Array(try FileSystem.read("\(bench.source)/cut.png").dropLast(40)), to: "cut.png")
    try bench.write(Array("<html>".utf8), to: "page.jpg")
    let settings = Workbench.squares(64)
    let problems = bench.prepare(settings).outcome.problems
    #expect(problems.map { FilePaths.name(of: $0.path) } == ["cut.png", "page.jpg"])
    #expect(problems.last?.cause == .image(.notAnImage))
    // What can be made is made, but the folder is not there before all is.
    #expect(try Self.pictures(bench).count == 1)
    #expect(FileSystem.kind(of: bench.survey(settings).path) == nil)
    try FileSystem.remove("\(bench.source)/page.jpg")
    try bench.addPicture("cut.png", 96, 64, seed: 1)
    let (outcome, events) = bench.prepare(settings)
    #expect(outcome.isDone && events.last == .pictures(done: 1, total: 1))
  }

  @Test func usesOriginalsAsTheyAreWhereOnlyTagsChange() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "cat, nose")
    let settings = FolderPreparation(edits: Self.edits)
    let (outcome, events) = bench.prepare(settings)
    #expect(outcome.isDone && events.isEmpty)
    let copy = "\(bench.survey(settings).path)/a.png"
    #expect(FileSystem.linkTarget(copy) == "\(bench.source)/a.png")
    #expect(try FileSystem.read("\(bench.survey(settings).path)/a.txt") == Array("trigger, cat\n".utf8))
  }

  @Test func goesOnWhereItWasStopped() throws {
    let bench = try Workbench()
    for index in 0..<6 { try bench.addPicture("\(index).png", 96, 64, seed: index) }
    let settings = Workbench.squares(64)
    guard case .stopped = bench.prepare(settings, limit: 3).outcome else {
      Issue.record("not stopped")
      return
    }
    let made = try Self.pictures(bench).count
    #expect(made >= 2 && made < 6)
    #expect(!bench.survey(settings).isReady)
    #expect(bench.prepare(settings).outcome.isDone)
    #expect(try Self.pictures(bench).count == 6)
  }

  @Test func saysWhichNameCannotBeUsed() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64)
    let bytes = try FileSystem.read("\(bench.source)/a.png")
    let path = Array("\(bench.source)/".utf8) + [0xFF, 0xFE] + Array(".png".utf8) + [0]
    let file = path.withUnsafeBytes { name in
      name.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { open($0, O_WRONLY | O_CREAT, 0o644) } ?? -1 }
    }
    #expect(write(file, bytes, bytes.count) == bytes.count)
    close(file)
    let problems = bench.prepare(Workbench.squares(64)).outcome.problems
    #expect(problems.map(\.cause) == [.name])
  }

  private static func pictures(_ bench: Workbench) throws -> [String: UInt64] {
    var result: [String: UInt64] = [:]
    for folder in try FileSystem.names(in: "\(bench.path)/cache/pictures") {
      for name in try FileSystem.names(in: "\(bench.path)/cache/pictures/\(folder)") {
        result[name] = try inode("\(bench.path)/cache/pictures/\(folder)/\(name)")
      }
    }
    return result
  }

  private static func inode(_ path: String) throws -> UInt64 { try #require(FileIdentity(path)).inode }

  private static func contents(of folder: String) throws -> [String: FileIdentity] {
    var result: [String: FileIdentity] = [:]
    for name in try FileSystem.names(in: folder) { result[name] = FileIdentity("\(folder)/\(name)") }
    return result
  }
}
