import LoracEffect
import LoracFiles
import LoracImages
import LoracTestSupport
import Testing

@Suite struct EffectPicturesTests {
  private static func test(weights: [Double]) -> EffectTest {
    EffectTest(
      name: "moka", base: "base.safetensors",
      files: [.init(path: "moka.safetensors", label: "final", step: 9, epoch: nil)], weights: weights,
      subjects: [
        .init(
          prompt: "moka", negative: "", seed: 1, width: 8, height: 8, steps: 2, cfg: 7, sampler: "euler")
      ])
  }

  // As the command makes them: what a picture is made from, not where it stands.
  private static func keys(_ test: EffectTest) -> [EffectTest.Place: String] {
    Dictionary(
      uniqueKeysWithValues: test.places.map { place in
        (place, place.weight.map { "moka at \(test.weights[$0])" } ?? "base")
      })
  }

  private static func plain(_ value: UInt8) -> RGBImage {
    RGBImage(width: 8, height: 8, bytes: Array(repeating: value, count: 8 * 8 * 3))
  }

  @Test("Pictures are kept one by one, with what they differ by")
  func kept() throws {
    let directory = try TemporaryDirectory()
    let folder = directory.path
    let test = Self.test(weights: [0.5, 1])
    var pictures = try EffectPictures(test, in: "\(folder)/effect", keys: Self.keys(test))
    #expect(pictures.missing == test.places)
    for (index, place) in test.places.enumerated() {
      try pictures.add(Self.plain(UInt8(index * 51)), at: place, text: "moka\nSteps: 2")
      #expect(pictures.missing.count == test.places.count - index - 1)
    }
    #expect(pictures.record.pictures.map(\.difference) == [nil, 0.2, 0.4])
    let grid = try ImageDecoder.decode(FileSystem.read(try pictures.drawGrid()))
    #expect(grid.width > 3 * 160)
    let record = EffectRecord(bytes: try FileSystem.read("\(folder)/effect/effect.json"))
    #expect(record == pictures.record)
    #expect(record?.grid == "grid.png")
  }

  @Test("What a stopped or earlier test made is used again, wherever it stood")
  func reused() throws {
    let directory = try TemporaryDirectory()
    let folder = directory.path
    let first = Self.test(weights: [0.5, 1])
    var pictures = try EffectPictures(first, in: folder, keys: Self.keys(first))
    for (index, place) in first.places.enumerated() {
      try pictures.add(Self.plain(UInt8(index * 51)), at: place, text: "")
    }
    // The picture of weight 1 stands first now, under the name that weight 1 has in this test.
    let second = Self.test(weights: [1, 0.25, 0.5])
    let again = try EffectPictures(second, in: folder, keys: Self.keys(second))
    #expect(again.missing == [.init(subject: 0, file: 0, weight: 1)])
    #expect(again.record.pictures.map(\.difference) == [nil, 0.4, 0.2])
    for picture in again.record.pictures {
      let image = try ImageDecoder.decode(FileSystem.read("\(folder)/\(picture.file)"))
      #expect(image == Self.plain(UInt8(((picture.difference ?? 0) * 255).rounded())))
    }
  }

  @Test("What a test between did not need is used again by the next")
  func rememberedAcrossTests() throws {
    let directory = try TemporaryDirectory()
    let whole = Self.test(weights: [0.5, 1])
    var pictures = try EffectPictures(whole, in: directory.path, keys: Self.keys(whole))
    for place in whole.places { try pictures.add(Self.plain(90), at: place, text: "") }
    let part = Self.test(weights: [1])
    var between = try EffectPictures(part, in: directory.path, keys: Self.keys(part))
    #expect(between.missing.isEmpty && between.record.earlier.map(\.key) == ["moka at 0.5"])
    try between.drawGrid()
    let again = try EffectPictures(whole, in: directory.path, keys: Self.keys(whole))
    #expect(again.missing.isEmpty && again.record.earlier.isEmpty)
    // A picture under the same name from something else takes its place.
    var other = try EffectPictures(
      part, in: directory.path, keys: Self.keys(part).mapValues { $0 == "base" ? $0 : "steps of another number" })
    for place in other.missing { try other.add(Self.plain(10), at: place, text: "") }
    #expect(other.record.earlier.map(\.key) == ["moka at 0.5"])
    removeTree("\(directory.path)/\(other.record.earlier[0].file)")
    #expect(
      try EffectPictures(part, in: directory.path, keys: Self.keys(part)).record.earlier.map(\.key) == [
        "steps of another number"
      ])
  }

  @Test("Pictures from something else, or damaged ones, are made anew")
  func notReused() throws {
    let directory = try TemporaryDirectory()
    let folder = directory.path
    let test = Self.test(weights: [1])
    var pictures = try EffectPictures(test, in: folder, keys: Self.keys(test))
    for place in test.places { try pictures.add(Self.plain(9), at: place, text: "") }
    try FileSystem.write([1, 2, 3], to: "\(folder)/\(pictures.record.pictures[0].file)")
    var keys = Self.keys(test)
    keys[test.places[1]] = "another file at 1"
    #expect(try EffectPictures(test, in: folder, keys: keys).missing == test.places)
  }
}
