import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct FolderIndexTests {
  static let key: [UInt8] = Array("some key".utf8)

  static func stamp(_ number: Int) -> FileStamp {
    FileStamp(inode: UInt64(number + 1), size: Int64(number), modified: -5, changed: Int64.max - Int64(number))
  }

  static let listingStamp = FileStamp(inode: 3, size: 4096, modified: 17, changed: 18)

  /// One image per problem, each with another caption.
  static let images: [DatasetImage] = {
    let size = PixelSize(width: 4_000_000_000, height: 3)
    let header = ImageHeader(format: .webp, size: size, orientation: 8, traits: [.alpha, .huge])
    var unmeasured = header
    unmeasured.kohyaSize = nil
    let cases: [(ImageHeader?, ImageProblem?)] = [
      (header, nil), (nil, .emptyFile), (nil, .notAnImage), (nil, .unsupported(.zip)), (nil, .truncatedHeader(.png)),
      (nil, .malformedHeader(.jpeg)), (header, .truncatedData(.webp)), (unmeasured, .notMeasuredBySDScripts(.jpeg)),
      (nil, .zeroDimension(PixelSize(width: 0, height: 7))), (header, .tooManyPixels(size)),
      (nil, .notAFile), (nil, .brokenLink), (nil, .unreadable(errno: 5)),
    ]
    let captions: [Caption] = [
      Caption(source: .file, text: "a tag, größer"), Caption(source: .file, problem: .empty),
      Caption(source: .file, problem: .notUTF8(offset: 70_000)), Caption(source: .file, problem: .tooLarge),
      Caption(source: .file, text: "", traits: [.blank, .byteOrderMark]),
      Caption(source: .file, problem: .unreadable(errno: 13)), Caption(source: .faceCropFallback, text: "elsewhere"),
      .missing,
    ]
    return cases.enumerated().map { number, item in
      DatasetImage(
        name: FileName("image\(number / 10)\(number % 10).png"), byteCount: number << 33,
        digest: ContentDigest(bits: ~UInt64(number)), header: item.0, problem: item.1,
        caption: captions[number % captions.count])
    }
  }()

  static func bytes() throws -> [UInt8] {
    var writer = FolderIndexWriter(capacity: 0)
    for (number, image) in images.enumerated() {
      writer.append(.init(image: image, imageStamp: stamp(number), captionStamp: stamp(1000 + number)))
    }
    writer.append(try #require(KnownListing(KnownListingTests.bytes[...])), stamp: listingStamp)
    return try #require(writer.bytes(key: key, limit: 1 << 20))
  }

  @Test func givesBackWhatWasStored() throws {
    let index = try #require(FolderIndex(try Self.bytes(), key: Self.key))
    var hint = 0
    var found = 0
    for (number, image) in Self.images.enumerated() {
      let isStable = IndexRecord.ImageProblemCode.of(image.problem) != nil
      let caption = image.caption
      let hasCaption = caption.source == .file && caption.problem != .unreadable(errno: 13)
      guard let record = index.record(image.name.bytes[...], hint: &hint) else {
        #expect(!isStable && !hasCaption)
        continue
      }
      found += 1
      let facts = index.image(record, Self.stamp(number))
      #expect((facts != nil) == isStable)
      if let facts {
        #expect(facts.byteCount == image.byteCount && facts.digest == image.digest)
        #expect(facts.outcome.header == image.header && facts.outcome.problem == image.problem)
      }
      #expect(index.caption(record, Self.stamp(1000 + number)) == (hasCaption ? caption : nil))
      #expect(index.image(record, Self.stamp(number + 1)) == nil)
      #expect(index.caption(record, Self.stamp(2000 + number)) == nil)
    }
    #expect(found == index.count && found > 10)
  }

  @Test func givesBackTheListing() throws {
    let index = try #require(FolderIndex(try Self.bytes(), key: Self.key))
    let (names, listing) = try #require(index.listing(Self.listingStamp))
    #expect(listing == KnownListing(KnownListingTests.bytes[...]))
    let images = names.entries.filter { $0.standing == .image }
    #expect(images.map { String(decoding: names.name($0), as: UTF8.self) } == Self.images.map(\.name.text))
    let others = names.entries.filter { $0.standing == .other }
    #expect(others.map { String(decoding: names.name($0), as: UTF8.self) } == listing.caches)
    #expect(names.entries.allSatisfy { $0.kind == .file })
    var stamp = Self.listingStamp
    stamp.changed += 1
    #expect(index.listing(stamp) == nil && index.listing(.none) == nil)
  }

  @Test func findsNamesInAnyOrder() throws {
    let index = try #require(FolderIndex(try Self.bytes(), key: Self.key))
    var hint = 0
    for image in Self.images.prefix(10).reversed() {
      #expect(index.record(image.name.bytes[...], hint: &hint) != nil)
    }
    for name in ["", "image", "image000.png", "zzz"] {
      #expect(index.record(Array(name.utf8)[...], hint: &hint) == nil)
    }
  }

  @Test func refusesOtherKeysAndEveryDamage() throws {
    let bytes = try Self.bytes()
    #expect(FolderIndex(bytes, key: Array("some keY".utf8)) == nil)
    #expect(FolderIndex(bytes, key: []) == nil)
    for count in 0..<bytes.count { #expect(FolderIndex(Array(bytes[..<count]), key: Self.key) == nil) }
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(FolderIndex(damaged, key: Self.key) == nil, "byte \(place)")
    }
  }

  /// Damage with a checksum that fits, as an attacker or another version would write it: anything but a crash.
  @Test func survivesForgeries() throws {
    let bytes = try Self.bytes()
    var random = SplitMix(seed: 20_261)
    var opened = 0
    for _ in 0..<4000 {
      var forged = bytes
      if Int.random(in: 0..<8, using: &random) == 0 { forged.removeLast(Int.random(in: 0...200, using: &random)) }
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 24..<forged.count, using: &random)
        let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
        forged[place] = values.randomElement(using: &random) ?? 0
      }
      for (place, number) in [(16, UInt64(forged.count)), (8, 0)] { Self.put(number, in: &forged, at: place) }
      Self.put(FolderIndex.checksum(forged), in: &forged, at: 8)
      guard let index = FolderIndex(forged, key: Self.key) else { continue }
      opened += 1
      _ = index.listing(index.listingStamp)
      var hint = Int.random(in: 0..<20, using: &random)
      for (number, image) in Self.images.enumerated() {
        guard let record = index.record(image.name.bytes[...], hint: &hint) else { continue }
        _ = index.image(record, Self.stamp(number))
        if index.hasCaption(record) { _ = index.caption(record, Self.stamp(1000 + number)) }
      }
    }
    #expect(opened > 1000)
  }

  private static func put(_ number: UInt64, in bytes: inout [UInt8], at place: Int) {
    for index in 0..<8 { bytes[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
  }
}
