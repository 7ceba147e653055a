import LoracImages
import LoracJSON
import LoracPlan
import LoracReport
import LoracRunHistory
import LoracRunTestSupport
import LoracTestSupport
import Testing

/// A report on a telephone.
@Suite(.serialized, .enabled(if: ChromiumProcess.program != nil, "no Chromium on PATH"))
struct NarrowPageTests {
  /// A run of 850 steps with its page and with an effect grid of 1000 × 300 pixels.
  private static func run() throws -> RunFixture {
    let lines = ([1] + (1...85).map { $0 * 10 }).map { step in
      #"{"event":"step","time":\#(step),"step":\#(step),"epoch":1,"loss":0.2,"average_loss":0.2,"lr":{"unet":0.0001}}"#
    }
    let run = try RunFixture(lines: lines + [#"{"event":"finished","time":851,"step":850}"#]) {
      $0.steps = StepCounts(total: 850, perEpoch: 85, warmup: 0)
      $0.steps.explanation = ["the run makes 850:", "- 3 images need more", "- regularization images are repeated"]
    }
    let pixels = (0..<(1000 * 300)).flatMap { place in [UInt8(place % 200), 120, 90, 255] as [UInt8] }
    try run.directory.makeFolder("runs/moka/20260102-030405/effect")
    try writeFile(
      try PNGWriter.encode(RGBAImage(width: 1000, height: 300, hasAlpha: false, bytes: pixels)),
      to: "\(run.folder)/effect/grid.png")
    let path = "\(run.folder)/report.html"
    try writeFile(Array(RunReport(try RunHistory.read(run.folder), version: "0.1.0").page().utf8), to: path)
    return run
  }

  @Test(arguments: [320, 390, 600, 1400])
  func stepsAreNotWrittenOverEachOther(width: Int) throws {
    let run = try Self.run()
    let page = try BrowserPage(
      "file://\(run.folder)/report.html", BrowserPage.Setting(width: width, height: 844, isDark: width == 390))
    let gaps = try page.evaluate(
      """
      [...document.querySelectorAll(".steps")].flatMap((axis) => {
        const boxes = [...axis.querySelectorAll(".tick")].map((tick) => tick.getBoundingClientRect())
          .filter((box) => box.width > 0).sort((a, b) => a.left - b.left);
        return boxes.slice(1).map((box, index) => box.left - boxes[index].right);
      }).filter((gap) => gap < 4)
      """)
    #expect(gaps == .array([]))
    #expect(try page.evaluate("document.querySelectorAll('#chart-loss .tick').length > 3") == true)
    try page.keepScreenshot("narrow-\(width)")
  }

  @Test func theGridIsReadableAndBecomesLarger() throws {
    let run = try Self.run()
    let page = try BrowserPage(
      "file://\(run.folder)/report.html", BrowserPage.Setting(width: 390, height: 844, isTouch: true))
    func width() throws -> Int {
      guard case .integer(let width) = try page.evaluate("document.querySelector('.zoom img').clientWidth") else {
        return 0
      }
      return width
    }
    #expect(try width() == 640, "not squeezed into the page")
    #expect(try page.evaluate("document.documentElement.scrollWidth") == 390)
    let scrolled = try page.evaluate(
      "(() => { const frame = document.querySelector('.zoom-frame'); frame.scrollLeft = 200; return frame.scrollLeft; })()"
    )
    #expect(scrolled == 200)
    try page.evaluate("document.querySelector('.zoom-frame').scrollLeft = 0; document.querySelector('.zoom').click()")
    #expect(try width() == 1000)
    #expect(try page.evaluate("document.documentElement.scrollWidth") == 390)
    try page.evaluate("document.querySelector('.zoom').click()")
    #expect(try width() == 640)
    #expect(page.complaints.isEmpty, "\(page.complaints)")
  }

  @Test func theReasonsForTheStepsAreAList() throws {
    let run = try Self.run()
    let page = try BrowserPage(
      "file://\(run.folder)/report.html", BrowserPage.Setting(width: 390, height: 844))
    #expect(try page.evaluate("document.querySelectorAll('#plan .facts li').length") == 2)
    #expect(try page.text("#plan .facts li") == "3 images need more")
  }
}
