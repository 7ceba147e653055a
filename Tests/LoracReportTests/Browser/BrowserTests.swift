import Glibc
import LoracImages
import LoracJSON
import LoracPlan
import LoracReport
import LoracRunHistory
import LoracRunTestSupport
import LoracTestSupport
import Testing

/// Reports in a real browser.
///
/// Skipped where there is none; `LORAC_CHROMIUM` names one that is not on `PATH`.
@Suite(.serialized, .enabled(if: ChromiumProcess.program != nil, "no Chromium on PATH"))
struct BrowserTests {
  /// A run of 40 steps in four epochs, with two prompts previewed after each.
  private static func lines() -> [String] {
    var lines = [
      #"{"event":"environment","time":0,"lorac":"0.1.0","threads":2,"processor":"AMD EPYC 7B13","processors":2}"#,
      #"{"event":"start","time":1,"backend":"native","step":0,"total":40,"parameters":211968}"#,
    ]
    for step in 1...40 {
      let (loss, average) = (0.1 + 0.9 / Double(step) + (step % 2 == 0 ? 0.05 : 0), 0.1 + 0.9 / Double(step))
      let rate = 1e-4 * Double(41 - step) / 40
      lines.append(
        #"{"event":"step","time":\#(step),"step":\#(step),"epoch":\#((step + 9) / 10),"loss":\#(loss),"average_loss":\#(average),"lr":{"textencoder":\#(rate / 2),"unet":\#(rate)},"seconds":1,"gradient_norm":0.5}"#
      )
      guard step % 10 == 0 else { continue }
      lines.append(
        #"{"event":"validation","time":\#(step),"step":\#(step),"epoch":\#(step / 10),"loss":\#(0.3 - Double(step) / 400),"average_loss":0.3}"#
      )
      for prompt in 0...1 {
        lines.append(
          #"{"event":"sample","time":\#(step),"file":"samples/\#(step)_\#(prompt).png","step":\#(step),"epoch":\#(step / 10),"prompt":\#(prompt),"seed":1}"#
        )
      }
    }
    lines.append(#"{"event":"save","time":40,"file":"output/moka.safetensors","step":40,"epoch":4,"bytes":424500}"#)
    return lines + [#"{"event":"finished","time":41,"step":40}"#]
  }

  private static func run() throws -> RunFixture {
    let long = String(repeating: "a_very_long_name_without_any_blank_", count: 6)
    let run = try RunFixture(lines: lines()) { plan in
      plan.steps = StepCounts(total: 40, perEpoch: 10, warmup: 2)
      plan.epochs = 4
      let prompts = ["moka, sitting, <b>\"smiling\"</b>", long].map { text in
        SamplePrompt(
          prompt: text, negative: "lowres", size: PixelSize(width: 8, height: 8), steps: 20, cfg: 7, seed: 1)
      }
      plan.sample = SamplePlan(every: .epochs(1), atStart: false, sampler: "euler_a", prompts: prompts)
      plan.model.base = "/models/\(long).safetensors"
      plan.description = "Moka, </script> a cat"
      plan.buckets = (4...12).map { side in
        BucketPlan(
          dataset: 0, width: side * 64, height: 1024 - side * 64, images: side, entries: side * 10, batches: side,
          lastBatch: 1)
      }
      let images = (0..<30).map { number in
        ImagePlan(
          file: "\(number).png", size: PixelSize(width: 8, height: 8), bucket: PixelSize(width: 8, height: 8),
          resized: PixelSize(width: 8, height: 8), repeats: 1,
          caption: "moka, tag \(number), tag \(number % 7), \(long)",
          bytes: 1, digest: "")
      }
      plan.dataset = DatasetPlan(
        images: 30, entries: 30, regularizationImages: 0, regularizationEntries: 0, validationImages: 3,
        meanAspectRatioError: [0],
        folders: [
          FolderContents(path: "train", dataset: 0, isRegularization: false, captioned: 30, images: ImageList(images))
        ])
    }
    for step in stride(from: 10, through: 40, by: 10) {
      for prompt in 0...1 {
        let pixel = [UInt8(step * 6), UInt8(prompt * 200), 90]
        let image = RGBImage(width: 64, height: 64, bytes: (0..<64 * 64).flatMap { _ in pixel })
        try writeFile(try PNGWriter.encode(image), to: "\(run.folder)/samples/\(step)_\(prompt).png")
      }
    }
    let grid = RGBImage(width: 900, height: 300, bytes: Array(repeating: 150, count: 900 * 300 * 3))
    try writeFile(try PNGWriter.encode(grid), to: "\(run.folder)/effect/grid.png")
    try writeFile(Array("name: moka  # \(long)\nnetwork: {rank: 8}\n".utf8), to: "\(run.folder)/recipe.yaml")
    return run
  }

  /// The report of `run` in a browser.
  private func open(
    _ run: borrowing RunFixture, _ setting: BrowserPage.Setting = BrowserPage.Setting()
  ) throws -> BrowserPage {
    let path = "\(run.folder)/report.html"
    let report = RunReport(try RunHistory.read(run.folder), kohyaCommand: "accelerate launch", version: "0.1.0")
    try writeFile(Array(report.page().utf8), to: path)
    return try BrowserPage("file://\(path)", setting)
  }

  @Test func loadsWithoutComplaints() throws {
    let run = try Self.run()
    let page = try open(run)
    #expect(try page.evaluate("document.documentElement.classList.contains('scripted')") == true)
    #expect(page.complaints.isEmpty, "\(page.complaints)")
    let foreign = page.requests.filter { !$0.hasPrefix("data:") && !$0.hasSuffix("/report.html") }
    #expect(foreign.isEmpty, "\(foreign)")
    try page.keepScreenshot("wide-light")
  }

  @Test func refusesScriptsThatAreNotItsOwn() throws {
    let run = try Self.run()
    let page = try open(run)
    try page.evaluate(
      """
      const intruder = document.createElement("script"); intruder.textContent = "window.intruded = true";
      document.body.append(intruder)
      """)
    #expect(try page.evaluate("window.intruded === undefined") == true)
    #expect(page.complaints.count == 1)
  }

  @Test func tellsValuesUnderThePointer() throws {
    let run = try Self.run()
    let page = try open(run)
    #expect(try page.evaluate("document.querySelector('#chart-loss .readout').hidden") == true)
    // Steps 1 to 40 from left to right: step 20 lies at 19/39.
    try page.hover("#chart-loss .frame.linear", across: 19.0 / 39)
    let text = try page.text("#chart-loss .readout")
    for part in ["step 20, epoch 2", "each step0.1950", "average0.1450", "held-out pictures0.2500"] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    // The crosshair stands at the step, and its dot on the curve.
    let apart = try page.evaluate(
      """
      (() => { const plot = document.querySelector("#chart-loss .plot").getBoundingClientRect();
        const line = document.querySelector("#chart-loss .crosshair").getBoundingClientRect();
        return Math.abs(line.left - plot.left - plot.width * 19 / 39) < 2; })()
      """)
    #expect(apart == true)
    #expect(try page.evaluate("document.querySelectorAll('#chart-loss .crosshair .dot:not([hidden])').length") == 3)
    try page.hover("#chart-loss .frame.linear", across: 0.99)
    #expect(try page.text("#chart-loss .readout").contains("step 40"))
    let isInside = try page.evaluate(
      """
      (() => { const plot = document.querySelector("#chart-loss .plot").getBoundingClientRect();
        const readout = document.querySelector("#chart-loss .readout").getBoundingClientRect();
        return readout.left >= plot.left - 1 && readout.right <= plot.right + 1; })()
      """)
    #expect(isInside == true)
    try page.keepScreenshot("hover")
    try page.hover("h1")
    #expect(try page.evaluate("document.querySelector('#chart-loss .readout').hidden") == true)
    try page.hover("#chart-rates .frame.linear", across: 19.0 / 39)
    #expect(try page.text("#chart-rates .readout").contains("U-Net5.25e-5"))
  }

  @Test func tellsValuesByKeys() throws {
    let run = try Self.run()
    let page = try open(run)
    try page.evaluate("document.querySelector('#chart-loss .plot').focus()")
    for (key, step) in [("Home", 1), ("ArrowRight", 2), ("End", 40), ("ArrowLeft", 39)] {
      try page.press(key)
      let value = try page.evaluate("document.querySelector('#chart-loss .plot').getAttribute('aria-valuenow')")
      #expect(value == .string("\(step)"))
      let words = try page.evaluate("document.querySelector('#chart-loss .plot').getAttribute('aria-valuetext')")
      guard case .string(let text) = words else { throw ChromiumProcess.Failure(description: "no words") }
      #expect(text.hasPrefix("step \(step), epoch"))
    }
    try page.press("Escape")
    #expect(try page.evaluate("document.querySelector('#chart-loss .readout').hidden") == true)
  }

  @Test func tellsValuesUnderAFinger() throws {
    let run = try Self.run()
    let page = try open(run, BrowserPage.Setting(width: 360, height: 740, isTouch: true))
    try page.touch("#chart-loss .frame.linear", across: 19.0 / 39)
    try page.wait(for: "!document.querySelector('#chart-loss .readout').hidden")
    #expect(try page.text("#chart-loss .readout").contains("step 20, epoch 2"))
  }

  @Test func drawsLogarithmsWhenAsked() throws {
    let run = try Self.run()
    let page = try open(run)
    func isShown(_ scale: String) throws -> JSONValue {
      try page.evaluate("document.querySelector('#chart-loss .frame.\(scale)').offsetHeight > 0")
    }
    #expect(try (isShown("linear"), isShown("logarithmic")) == (true, false))
    try page.click("#chart-loss .choice label:last-of-type")
    #expect(try (isShown("linear"), isShown("logarithmic")) == (false, true))
    #expect(try page.evaluate("document.querySelector('#chart-rates').dataset.scale") == "linear")
    try page.hover("#chart-loss .frame.logarithmic", across: 0)
    // The dot of the first average, 1.0, stands where the logarithmic curve begins.
    let height = try page.evaluate(
      """
      (() => { const path = document.querySelectorAll("#chart-loss .logarithmic path.strong")[0];
        const start = 1 - Number(path.getAttribute("d").match(/^M0 (-?\\d+)/)[1]) / 600;
        const dot = document.querySelectorAll("#chart-loss .crosshair .dot")[1];
        return Math.abs(parseFloat(dot.style.bottom) / 100 - start) < 0.005; })()
      """)
    #expect(height == true)
  }

  @Test func movesPreviewsThroughTime() throws {
    let run = try Self.run()
    let page = try open(run)
    #expect(try page.text(".film output") == "epoch 4, step 40")
    try page.evaluate("document.querySelector('.film input').focus()")
    try page.press("ArrowLeft")
    #expect(try page.text(".film output") == "epoch 3, step 30")
    let areSame = """
      [...document.querySelectorAll(".prompt")].every((row) =>
        row.querySelector(".stage img").src === row.querySelector('.strip button[aria-current="true"] img').src
        && row.querySelector(".stage figcaption").textContent === "epoch 3, step 30")
      """
    #expect(try page.evaluate(areSame) == true)
    #expect(try page.evaluate("document.querySelector('.stage img').naturalWidth") == 64)
    #expect(try page.evaluate("document.querySelector('.stage img').alt").serialized().contains("smiling"))
    try page.press("Home")
    #expect(try page.text(".film output") == "epoch 1, step 10")
    try page.click(".prompt:last-of-type .strip li:nth-child(2) button")
    #expect(try page.text(".film output") == "epoch 2, step 20")
    try page.click(".play")
    try page.wait(for: "document.querySelector('.film output').textContent !== 'epoch 2, step 20'")
    try page.click(".play")
    #expect(try page.evaluate("document.querySelector('.play').getAttribute('aria-label')") == "Play")
  }

  @Test func isLightOrDark() throws {
    let run = try Self.run()
    let page = try open(run, BrowserPage.Setting(isDark: true))
    // The mean of red, green and blue, and whether it is on the light side.
    let isLight = """
      getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number).reduce((a, b) => a + b) / 3 > 127
      """
    #expect(try page.evaluate(isLight) == false)
    try page.keepScreenshot("wide-dark")
    try page.click(".theme label:nth-of-type(2)")
    #expect(try page.evaluate(isLight) == true)
    try page.click(".theme label:nth-of-type(3)")
    try page.apply(BrowserPage.Setting(isDark: false))
    #expect(try page.evaluate(isLight) == false)
    try page.click(".theme label:nth-of-type(1)")
    #expect(try page.evaluate(isLight) == true)
  }

  @Test(arguments: [360, 768, 1600])
  func fitsItsWindow(width: Int) throws {
    let run = try Self.run()
    let page = try open(run, BrowserPage.Setting(width: width, height: 800, isDark: width == 360))
    try page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    #expect(try page.evaluate("document.documentElement.scrollWidth <= \(width)") == true)
    // Nothing sticks out, except inside what can be scrolled by itself.
    let outside = try page.evaluate(
      """
      [...document.querySelectorAll("body *")].filter((element) => {
        const box = element.getBoundingClientRect();
        const scrolls = element.closest(".table, .strip, pre, .zoom, svg, legend, .choice");
        return !scrolls && box.width > 0 && (box.right > \(width) + 0.5 || box.left < -0.5);
      }).map((element) => `${element.tagName}.${element.className}`)
      """)
    #expect(outside == .array([]))
    try page.keepScreenshot("fits-\(width)")
  }

  @Test func canBeReadWithoutAScript() throws {
    let run = try Self.run()
    let path = "\(run.folder)/report.html"
    let report = RunReport(try RunHistory.read(run.folder), version: "0.1.0").page()
    // As if scripts were switched off: what is no data does not run.
    let silent = report.replacing("<script>", with: "<script type=\"text/plain\">")
    try writeFile(Array(silent.utf8), to: path)
    let page = try BrowserPage("file://\(path)")
    #expect(try page.evaluate("document.querySelector('#chart-loss .frame.linear').offsetHeight > 100") == true)
    #expect(try page.evaluate("document.querySelector('.strip img').offsetHeight > 10") == true)
    #expect(try page.evaluate("document.querySelector('.film').offsetHeight") == 0)
  }

  @Test func everyPictureAndControlHasAName() throws {
    let run = try Self.run()
    let page = try open(run)
    let nameless = try page.evaluate(
      """
      [...document.querySelectorAll("img, button, input, [role=slider], progress")].filter((element) =>
        !(element.alt || element.getAttribute("aria-label") || element.textContent.trim()
          || element.querySelector("img[alt]:not([alt=''])") || element.closest("label")))
        .map((element) => element.outerHTML.slice(0, 120))
      """)
    #expect(nameless == .array([]))
    #expect(try page.evaluate("document.documentElement.lang") == "en")
    #expect(
      try page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size === document.querySelectorAll('[id]').length"
      ) == true)
  }
}
