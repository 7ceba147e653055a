import LoracPreparation
import Testing

@Suite struct PreparedNamesTests {
  @Test func areThoseOfTheOriginals() {
    #expect(PreparedNames.names(for: ["a.jpg", "b.c.webp", "d.png"], isRemade: true) == ["a.png", "b.c.png", "d.png"])
  }

  @Test func areNeverTheSameTwice() {
    let names = ["a.jpg", "a.png", "a-png.bmp", "A.webp", "a-png-2.jpg", "A.PNG"]
    let prepared = PreparedNames.names(for: names, isRemade: true)
    #expect(prepared == ["a.png", "a-png.png", "a-png-bmp.png", "A-webp.png", "a-png-2.png", "A-PNG-3.png"])
    #expect(Set(prepared.map { $0.lowercased() }).count == names.count)
  }

  @Test func keepTheirExtensionsWhereOriginalsAreUsed() {
    let names = ["a.jpg", "a.png", "b.c.webp", "d"]
    #expect(PreparedNames.names(for: names, isRemade: false) == ["a.jpg", "a-png.png", "b.c.webp", "d"])
  }

  @Test func accentsWrittenInTwoWaysAreTwoNames() {
    let names = PreparedNames.names(for: ["\u{75}\u{308}.png", "\u{FC}.png"], isRemade: true)
    #expect(names.map { Array($0.utf8) } == [Array("\u{75}\u{308}.png".utf8), Array("\u{FC}-png.png".utf8)])
  }

  @Test func partsOfNames() {
    #expect(PreparedNames.parts(of: "a.b.png") == ("a.b", "png"))
    #expect(PreparedNames.parts(of: "a") == ("a", ""))
    #expect(PreparedNames.parts(of: ".png") == (".png", ""))
  }
}
