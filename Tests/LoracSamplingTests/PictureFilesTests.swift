import LoracImages
import LoracSampling
import LoracTestSupport
import Testing

@Suite("Files of pictures")
struct PictureFilesTests {
  @Test("in a folder are numbered on from what is there")
  func folder() throws {
    let folder = try TemporaryDirectory()
    var empty = PictureFiles("\(folder.path)/new")
    #expect(empty.take(seeds: [7, 8], of: 3) == ["00000-7.png", "00001-8.png"].map { "\(folder.path)/new/\($0)" })
    #expect(empty.take(seeds: [7], of: 3) == ["\(folder.path)/new/00002-7.png"])
    try writeFile([], to: "\(folder.path)/new/00041-9.png")
    try writeFile([], to: "\(folder.path)/new/notes.txt")
    var more = PictureFiles("\(folder.path)/new")
    #expect(more.take(seeds: [7], of: 1) == ["\(folder.path)/new/00042-7.png"])
  }

  @Test("with a name keep it, and get a number if there are several")
  func file() {
    var one = PictureFiles("a/cat.png")
    #expect(one.take(seeds: [7], of: 1) == ["a/cat.png"])
    var several = PictureFiles("a/cat.PNG")
    #expect(several.take(seeds: [7, 8], of: 3) == ["a/cat-01.PNG", "a/cat-02.PNG"])
    #expect(several.take(seeds: [7], of: 3) == ["a/cat-03.PNG"])
  }

  @Test("hold the settings as A1111 writes them")
  func text() throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/new/cat.png"
    let picture = RGBImage(width: 2, height: 1, bytes: [1, 2, 3, 4, 5, 6])
    try PictureFiles.write(picture, text: "a cat\nSteps: 20, Sampler: Euler a, CFG scale: 7", to: path)
    let text = String(decoding: try readFile(path), as: UTF8.self)
    #expect(text.contains("parameters\0a cat\nSteps: 20"))
    try PictureFiles.write(picture, text: "a\0b", to: path)
    #expect(try namesInFolder("\(folder.path)/new") == ["cat.png"])
  }
}
