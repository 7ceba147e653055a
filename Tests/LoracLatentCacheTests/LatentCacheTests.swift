import LoracTestSupport
import Testing

@testable import LoracLatentCache

@Suite struct LatentCacheTests {
  /// What sd-scripts and numpy wrote (Tests/Tools/latent_caches.py).
  struct Document: Decodable {
    struct Mask: Decodable {
      var width: Int
      var height: Int
      var values: [Double]
    }

    struct Cache: Decodable {
      var name: String
      var file: String
      var identical: Bool
      var height: Int
      var width: Int
      var latents: [Double]
      var latentsFlipped: [Double]?
      var originalSize: [Double]
      var cropLtrb: [Double]
      var alphaMask: Mask?

      enum CodingKeys: String, CodingKey {
        case name, file, identical, height, width, latents
        case latentsFlipped = "latents_flipped"
        case originalSize = "original_size"
        case cropLtrb = "crop_ltrb"
        case alphaMask = "alpha_mask"
      }

      var value: CachedLatents {
        CachedLatents(
          width: width, height: height, latents: latents.map(Float.init), flipped: latentsFlipped?.map(Float.init),
          originalWidth: Int(originalSize[0]), originalHeight: Int(originalSize[1]),
          crop: CropBounds(left: cropLtrb[0], top: cropLtrb[1], right: cropLtrb[2], bottom: cropLtrb[3]),
          alphaMask: alphaMask.map {
            AlphaMask(width: $0.width, height: $0.height, values: $0.values.map(Float.init))
          })
      }
    }

    struct Name: Decodable {
      var image: String
      var width: Int
      var height: Int
      var cache: String
    }

    struct Crop: Decodable {
      var bucket: [Int]
      var image: [Int]
      var cropLtrb: [Double]

      enum CodingKeys: String, CodingKey {
        case bucket, image
        case cropLtrb = "crop_ltrb"
      }
    }

    var caches: [Cache]
    var names: [Name]
    var crops: [Crop]
  }

  @Test func readsWhatKohyaAndNumpyWrite() throws {
    let document: Document = try reference("caches.json")
    #expect(document.caches.count >= 9)
    for item in document.caches {
      #expect(try LatentCache.parse(bytes(hex: item.file)) == item.value, "\(item.name)")
    }
  }

  @Test func writesWhatKohyaWrites() throws {
    for item in try reference("caches.json", as: Document.self).caches where item.identical {
      #expect(LatentCache.serialize(item.value) == bytes(hex: item.file), "\(item.name)")
    }
  }

  @Test func namesCachesAsKohyaDoes() throws {
    for item in try reference("caches.json", as: Document.self).names {
      let path = LatentCache.path(
        ofImage: item.image, width: item.width, height: item.height, family: .stableDiffusion)
      #expect(path == item.cache)
    }
  }

  @Test func prefersTheOldName() throws {
    let folder = try TemporaryDirectory()
    let old = try folder.write([], to: "a.npz")
    #expect(
      LatentCache.path(ofImage: "\(folder.path)/a.png", width: 1, height: 2, family: .stableDiffusion) == old)
    #expect(
      LatentCache.path(ofImage: "\(folder.path)/b.png", width: 1, height: 2, family: .sdxl)
        == "\(folder.path)/b_0001x0002_sdxl.npz")
  }

  @Test func boundsCropsAsKohyaDoes() throws {
    for item in try reference("caches.json", as: Document.self).crops {
      let crop = CropBounds(
        bucketWidth: item.bucket[0], bucketHeight: item.bucket[1], imageWidth: item.image[0],
        imageHeight: item.image[1])
      #expect([crop.left, crop.top, crop.right, crop.bottom] == item.cropLtrb, "\(item)")
    }
  }

  @Test func keepsTheOriginThroughAFile() throws {
    let folder = try TemporaryDirectory()
    var cache = try #require(try reference("caches.json", as: Document.self).caches.first).value
    cache.origin = LatentOrigin(
      image: String(repeating: "0f", count: 32), encoder: String(repeating: "a9", count: 32))
    let path = "\(folder.path)/a_0037x0023_sd.npz"
    try LatentCache.write(cache, to: path)
    #expect(try LatentCache.read(path) == cache)
    #expect(try namesInFolder(folder.path) == ["a_0037x0023_sd.npz"])
  }

  @Test func forgetsTheOriginOfOtherLatents() throws {
    var cache = try #require(try reference("caches.json", as: Document.self).caches.first).value
    cache.origin = LatentOrigin(
      image: String(repeating: "0f", count: 32), encoder: String(repeating: "a9", count: 32))
    // As sd-scripts does when it adds to a cache: new latents, and all other arrays as they were.
    let written = LatentCache.serialize(cache)
    let replaced = LatentCache.replacingLatents(in: written, by: cache.latents.map { $0 + 1 })
    let found = try LatentCache.parse(replaced)
    #expect(found.latents == cache.latents.map { $0 + 1 })
    #expect(found.origin == nil)
    #expect(try LatentCache.parse(written).origin == cache.origin)
  }

  @Test func refusesWhatIsNoCache() throws {
    #expect(throws: LatentCacheError.unsupported("it is not an npz file")) { try LatentCache.parse([]) }
    #expect(throws: LatentCacheError.unsupported("it is not an npz file")) {
      try LatentCache.parse(Array("PK".utf8) + [5, 6] + [UInt8](repeating: 0, count: 18))
    }
    var cache = try #require(try reference("caches.json", as: Document.self).caches.first).value
    for value in [Float.nan, .infinity] {
      cache.latents[5] = value
      #expect(throws: LatentCacheError.notFinite("latents")) {
        try LatentCache.parse(LatentCache.serialize(cache))
      }
    }
  }

  @Test func survivesDamage() throws {
    var random = SplitMix(seed: 3)
    let files = try reference("caches.json", as: Document.self).caches.map { bytes(hex: $0.file) }
    var refused = 0
    for round in 0..<2000 {
      var file = files[round % files.count]
      if round % 5 == 0 { file.removeLast(Int.random(in: 1...file.count, using: &random)) }
      for _ in 0..<Int.random(in: 1..<5, using: &random) where !file.isEmpty {
        let place = Int.random(in: 0..<file.count, using: &random)
        file[place] = [0, 1, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
      }
      do throws(LatentCacheError) {
        let cache = try LatentCache.parse(file)
        #expect(cache.latents.count == cache.width * cache.height * 4)
      } catch {
        #expect(!error.explanation.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 1000)
  }
}

extension LatentCache {
  /// The npz file `bytes` with other latents and the same further arrays.
  fileprivate static func replacingLatents(in bytes: [UInt8], by latents: [Float]) -> [UInt8] {
    var zip = ZipWriter()
    guard let reader = try? ZipReader(bytes) else { return [] }
    for entry in reader.entries {
      guard var contents = (try? reader.contents(of: entry.name)) ?? nil else { return [] }
      if entry.name == Name.latents + ".npy", let array = try? NumpyFile.parse(contents, name: entry.name) {
        contents = NumpyFile.serialize(NumpyArray(planes(latents), shape: array.shape))
      }
      zip.add(entry.name, contents)
    }
    return zip.finished()
  }
}
