import Glibc
import LoracTestSupport
import Testing

@testable import LoracDataset

/// Edits a folder at random; reading with an index must always find what reading without one finds.
@Suite struct IndexedEditsTests {
  /// A folder under edit, with every name that may exist in it.
  final class Workspace {
    let root: TemporaryDirectory
    var random: SplitMix
    /// How many kinds of edits there are; below 9 no links and folders, so that the names come from the index too.
    var kinds = 10
    var images: [String] { (0..<24).map { "\(root.path)/train/\($0)_1_2_3_4.png" } }

    init(seed: UInt64) throws {
      self.random = SplitMix(seed: seed)
      root = try TemporaryDirectory()
      _ = try root.makeFolder("train")
      for path in images { try put(path, size: 64) }
      for path in images { try put(caption(of: path), text: "first") }
      _ = try root.makeFolder("other")
    }

    func caption(of image: String) -> String { image.dropLast(4) + ".txt" }

    func put(_ path: String, size: Int) throws {
      try RawFile.write(
        Array("GIF89a".utf8) + [UInt8(size & 255), UInt8(size >> 8), 64, 0], to: Array(path.utf8))
    }

    func put(_ path: String, text: String) throws { try RawFile.write(Array(text.utf8), to: Array(path.utf8)) }

    /// One random change, most of them made to look as if there were none.
    func edit() throws {
      let image = images.randomElement(using: &random) ?? ""
      let other = images.randomElement(using: &random) ?? ""
      let path = Bool.random(using: &random) ? image : caption(of: image)
      var status = stat()
      let wasThere = stat(path, &status) == 0
      let size = Int.random(in: 1...999, using: &random)
      switch Int.random(in: 0..<kinds, using: &random) {
      case 0...2:
        // The same length and the same time of modification.
        if path == image { try put(path, size: size) } else { try put(path, text: "t\(1000 + size)") }
        var times = [status.st_atim, status.st_mtim]
        if wasThere { utimensat(AT_FDCWD, path, &times, 0) }
      case 3: rename(path, path == image ? other : caption(of: other))
      case 4:
        // Written elsewhere, then renamed over it, as careful programs save.
        let new = "\(root.path)/other/new"
        if path == image { try put(new, size: size) } else { try put(new, text: "r\(1000 + size)") }
        rename(new, path)
      case 5: chmod(path, Bool.random(using: &random) ? 0o600 : 0o644)
      case 6: utimensat(AT_FDCWD, path, nil, 0)
      case 7: unlink(path)
      case 8:
        // A link, or another target for it.
        unlink(path)
        symlink(path == image ? other : caption(of: other), path)
      default:
        unlink(path)
        if Bool.random(using: &random) {
          link(path == image ? other : caption(of: other), path)
        } else {
          mkdir(path, 0o755)
        }
        if path != image { rmdir(path) }
      }
      // The caption of a face crop, which is looked for when an image has none of its own.
      if size < 100 { try put("\(image.prefix(while: { $0 != "_" })).txt", text: "crop \(size)") }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func findsEveryEdit(seed: UInt64) throws {
    let workspace = try Workspace(seed: seed)
    if seed > 3 { workspace.kinds = 8 }
    var listed = 0
    let store = DatasetIndexStoreTests.store("\(workspace.root.path)/cache")
    let request = FolderRequest(path: "\(workspace.root.path)/train")
    var used = 0
    for round in 0..<60 {
      // Now and then without waiting, so that files are young.
      if round % 4 != 0 { DatasetIndexStoreTests.settle() }
      let scan = try FolderScan(path: request.path)
      if let place = store.place(scan.descriptor, request: request) {
        let index = store.load(place)
        used += index?.count ?? 0
        if index?.listing(place.stamp) != nil { listed += 1 }
      }
      #expect(
        DatasetReader.read([request], indexes: store) == DatasetReader.read([request]), "seed \(seed), round \(round)")
      for _ in 0..<Int.random(in: 0...3, using: &workspace.random) { try workspace.edit() }
    }
    #expect(used > 300)
    #expect(seed < 4 || listed > 5)
  }
}
