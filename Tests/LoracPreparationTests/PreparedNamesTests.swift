import LoracPreparation
import Testing

@Suite struct PreparedNamesTests {
  @Test func areThoseOfTheOriginals() {
    #expect(PreparedNames.names(for: ["a.jpg", "b.c.webp", "d.png"]) == ["a.png", "b.c.png", "d.png"])
  }

  @Test func areNeverTheSameTwice() {
    let names = ["a.jpg", "a.png", "a-png.bmp", "A.webp", "a-png-2.jpg", "A.PNG"]
    let prepared = PreparedNames.names(for: names)
    #expect(prepared == ["a.png", "a-png.png", "a-png-bmp.png", "A-webp.png", "a-png-2.png", "A-PNG-3.png"])
    #expect(Set(prepared.map { $0.lowercased() }).count == names.count)
  }

  @Test func partsOfNames() {
    #expect(PreparedNames.parts(of: "a.b.png") == ("a.b", "png"))
    #expect(PreparedNames.parts(of: "a") == ("a", ""))
    #expect(PreparedNames.parts(of: ".png") == (".png", ""))
  }
}
