import LoracJSON
import LoracPlan
import Testing

@Suite struct ImageListTests {
  static func image(_ place: Int) -> ImagePlan {
    let size = PixelSize(width: 64 + place, height: 64)
    return ImagePlan(
      file: "\(place).png", size: size, bucket: size, resized: size, repeats: place, caption: "tag \(place)", bytes: 1,
      digest: "0123456789abcdef")
  }

  static let made = ImageList((0..<3).map(image))
  static let deferred = ImageList(count: 3) { Self.image($0) }

  @Test func isTheListOfItsImages() throws {
    #expect(Self.deferred == Self.made && Self.deferred.hashValue == Self.made.hashValue)
    #expect(Self.deferred.map(\.file) == ["0.png", "1.png", "2.png"])
    #expect(Self.deferred != ImageList(count: 2) { Self.image($0) })
    #expect(ImageList(count: 0) { Self.image($0) } == [])
    let json = try JSONValueEncoder.encode(Self.deferred, options: .plan)
    #expect(try json == JSONValueEncoder.encode(Array(Self.made), options: .plan))
    #expect(try JSONValueDecoder.decode(ImageList.self, from: json, options: .plan) == Self.made)
  }

  @Test func takesChanges() {
    var list = Self.deferred
    list[1].repeats = 9
    #expect(list.map(\.repeats) == [0, 9, 2] && list != Self.deferred)
  }
}
