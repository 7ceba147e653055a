import LoracAdvice
import LoracEffect
import LoracFiles
import LoracImages
import LoracJSON
import LoracPlan
import LoracReport
import LoracRunHistory
import LoracRunTestSupport
import LoracTestSupport
import Testing

struct RunReportTests {
  /// What breaks pages: ends of scripts, quotes, references, text that is read from right to left, a face of two colours.
  static let hostile = "</script><img src=x onerror=alert(1)>\"'&amp;--><!-- \u{202E}ü猫👩🏽‍🎨"

  static let log = [
    #"{"event":"environment","time":0,"lorac":"0.1.0","threads":2,"processor":"A <fast> one","processors":2}"#,
    #"{"event":"start","time":1.5,"backend":"native","step":0,"total":24,"parameters":99}"#,
    #"{"event":"validation","time":1.6,"step":0,"epoch":0,"loss":0.8,"average_loss":0.8}"#,
    #"{"event":"step","time":2,"step":1,"epoch":1,"loss":0.75,"average_loss":0.75,"lr":{"unet":1e-4},"seconds":0.5}"#,
    #"{"event":"step","time":3,"step":2,"epoch":1,"loss":0.5,"average_loss":0.625,"lr":{"unet":2e-4},"seconds":0.5}"#,
    #"{"event":"validation","time":3,"step":2,"epoch":1,"loss":0.7,"average_loss":0.7}"#,
    #"{"event":"save","time":3.4,"file":"output/moka-000001.safetensors","step":2,"epoch":1,"bytes":12345}"#,
  ]

  private func page(_ run: borrowing RunFixture, findings: [Finding] = [], command: String? = nil) throws -> String {
    RunReport(try RunHistory.read(run.folder), findings: findings, kohyaCommand: command, version: "9.9.9").page()
  }

  @Test func saysWhatHappened() throws {
    let run = try RunFixture(lines: Self.log + [#"{"event":"finished","time":4,"step":24}"#])
    try writeFile(Array("name: moka # here\n".utf8), to: "\(run.folder)/recipe.yaml")
    let page = try page(run, command: "accelerate launch")
    for text in [
      "<title>moka: finished</title>", "2 of 24", "0.6250", "0.7000", "12.3 kB", "A &lt;fast&gt; one", "9.9.9",
      "id=\"chart-loss\"", "id=\"chart-rates\"", "held-out pictures", "<b>name</b>: moka <i># here</i>",
      "accelerate launch", "LoRA of rank 8, alpha 4",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }

  /// A search for the rate is stopped when it is over, which is nothing to resume.
  @Test(arguments: [
    (#""plateau":{"value":0.00461,"first_step":10},"loss":{"has_risen":true}"#, ["<b>4.61e-3</b>", "The loss rose"]),
    (
      #""plateau":{"value":0.00461,"first_step":10},"loss":{"has_risen":true,"advised_share":0.1}"#,
      ["The loss rose meanwhile, and far, so the rates below are a tenth of it."]
    ),
    (#""plateau":{"value":0.00461,"first_step":10},"loss":{"has_risen":false}"#, ["<b>4.61e-3</b>"]),
    (#""plateau":null,"loss":null"#, ["No rate was found"]),
  ])
  func showsASearchForTheRate(members: String, texts: [String]) throws {
    let run = try RunFixture(lines: Self.log + [#"{"event":"stopped","time":4,"step":2}"#])
    let rates = #"[{"optimizer":"AdamW8bit","factor":1,"unet_lr":0.00461,"text_encoder_lr":null}]"#
    try writeFile(Array("{\(members),\"rates\":\(rates)}".utf8), to: "\(run.folder)/lr-find.json")
    let page = try page(run)
    for text in texts + ["AdamW8bit", "<td>–</td>"] { #expect(page.contains(text), "\(text)") }
    #expect(page.contains("The loss rose") == texts.contains { $0.hasPrefix("The loss rose") })
    #expect(!page.contains("--resume"))
  }

  @Test func loadsNothingFromElsewhere() throws {
    let run = try RunFixture(lines: Self.log)
    let page = try page(run)
    #expect(!page.contains("http://") && !page.contains("https://"))
    for match in page.matches(of: /(?:src|href)="([^"]*)"/) { #expect(match.output.1.hasPrefix("data:")) }
    #expect(!page.contains("@import") && !page.contains("url("))
    #expect(page.contains("default-src &#39;none&#39;") && page.contains("connect-src &#39;none&#39;"))
  }

  @Test func whateverARunIsCalledStaysText() throws {
    let hostile = Self.hostile
    let lines =
      Self.log + [
        "{\"event\":\"save\",\"time\":4,\"step\":2,\"file\":\(JSONValue.string("out/" + hostile).serialized())}",
        "{\"event\":\"sample\",\"time\":4,\"step\":2,\"prompt\":0,\"file\":\"samples/a'b.png\"}",
        "{\"event\":\"failed\",\"time\":4,\"code\":\"LR0801\",\"message\":\(JSONValue.string(hostile).serialized())}",
      ]
    let run = try RunFixture(name: hostile, lines: lines) { plan in
      plan.description = hostile
      plan.model.base = hostile
      plan.data.datasets[0].folders[0].path = hostile
      plan.sample = SamplePlan(
        every: nil, atStart: true, sampler: hostile,
        prompts: [
          SamplePrompt(
            prompt: hostile, negative: hostile, size: PixelSize(width: 8, height: 8), steps: 1, cfg: 7, seed: 1)
        ])
      plan.origin = PlanOrigin(recipe: hostile, changes: [hostile])
      plan.saves[0].file = hostile
      let image = ImagePlan(
        file: hostile, size: PixelSize(width: 8, height: 8), bucket: PixelSize(width: 8, height: 8),
        resized: PixelSize(width: 8, height: 8), repeats: 1, caption: "\(hostile), b", bytes: 1, digest: "")
      plan.dataset = DatasetPlan(
        images: 1, entries: 1, regularizationImages: 0, regularizationEntries: 0, validationImages: 0,
        meanAspectRatioError: [],
        folders: [
          FolderContents(
            path: hostile, dataset: 0, isRegularization: false, captioned: 1, images: ImageList([image]))
        ])
    }
    try writeFile(Array("a: \(hostile) # \(hostile)\n".utf8), to: "\(run.folder)/recipe.yaml")
    try writeFile(
      try PNGWriter.encode(RGBImage(width: 1, height: 1, bytes: [1, 2, 3])), to: "\(run.folder)/samples/a'b.png")
    let finding = Finding(
      .plateau, title: hostile, severity: .problem, evidence: [hostile], folklore: hostile,
      proposals: [Proposal(hostile, from: hostile, to: hostile, reason: hostile)])
    let page = try page(run, findings: [finding], command: hostile)
    #expect(!page.contains("<img src=x"))
    #expect(!page.contains("</script><img"))
    #expect(!page.contains("--><!--"))
    // The page's own script, and data for each chart: no more scripts end than begin.
    #expect(page.matches(of: /<script/).count == page.matches(of: /<\/script>/).count)
    #expect(page.matches(of: /<script/).count == 3)
    let places = page.matches(of: /&lt;\/script&gt;&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;amp;--&gt;/)
      .count
    #expect(places >= 18, "\(places)")
  }

  @Test(arguments: [
    (#"{"event":"failed","time":4,"code":"LR0801","message":"no memory"}"#, "lorac explain LR0801"),
    (#"{"event":"stopped","time":4,"step":2}"#, "--resume"), (#"{"event":"odd","time":4}"#, "was killed"),
  ])
  func saysHowItEnded(line: String, text: String) throws {
    #expect(try page(RunFixture(lines: Self.log + [line])).contains(text))
  }

  @Test func showsPreviewsByPromptAndMoment() throws {
    var lines = Self.log
    for (step, prompt) in [(0, 0), (0, 1), (2, 0), (2, 1)] {
      lines.append(
        #"{"event":"sample","time":4,"step":\#(step),"prompt":\#(prompt),"seed":1,"file":"samples/\#(step)_\#(prompt).png"}"#
      )
    }
    let run = try RunFixture(lines: lines)
    for name in ["0_0", "0_1", "2_0"] {
      try writeFile(
        try PNGWriter.encode(RGBImage(width: 1, height: 1, bytes: [1, 2, 3])), to: "\(run.folder)/samples/\(name).png")
    }
    let page = try page(run)
    #expect(page.matches(of: /<article class="prompt">/).count == 2)
    #expect(page.matches(of: /data-moment=/).count == 3, "a picture that is gone is left out")
    #expect(page.contains("alt=\"prompt 2, before training\""))
    #expect(page.contains("max=\"1\" value=\"1\""))
  }

  @Test func showsTheEffectGrid() throws {
    let run = try RunFixture()
    try writeFile(
      try PNGWriter.encode(RGBImage(width: 1, height: 1, bytes: [1, 2, 3])), to: "\(run.folder)/effect/grid.png")
    #expect(try page(run).contains("Grid of pictures"))
    let subject = EffectTest.Subject(
      prompt: "a <cat>", negative: "", seed: 77, width: 8, height: 8, steps: 1, cfg: 7, sampler: "ddim")
    let file = EffectTest.File(path: "output/moka.safetensors", label: "epoch 2", step: 24, epoch: 2)
    let test = EffectTest(name: "moka", base: "base", files: [file], weights: [0.5, 1], subjects: [subject])
    let pictures = [0.25, 0.5].enumerated().map { weight, difference in
      EffectRecord.Picture(
        place: EffectTest.Place(subject: 0, file: 0, weight: weight), file: "", key: "", difference: difference)
    }
    let record = EffectRecord(test: test, grid: "grid.png", pictures: pictures)
    try writeFile(Array(try record.text().utf8), to: "\(run.folder)/effect/effect.json")
    let page = try page(run)
    for part in ["25.0 %", "50.0 %", "epoch 2</th>", "a &lt;cat&gt;", "seed 77", "Weights: 0.5, 1"] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test func aRunWithoutAnythingHasAPage() throws {
    let run = try RunFixture()
    try writeFile(Array("{}".utf8), to: "\(run.folder)/plan.json")
    let page = try page(run)
    #expect(page.contains("plan.json is not a plan"))
    #expect(!page.contains("id=\"curves\""))
  }

  @Test func equalRunsGiveEqualPages() throws {
    let run = try RunFixture(lines: Self.log)
    #expect(try page(run) == page(run))
  }

  @Test func asksItsServerAlone() throws {
    let run = try RunFixture(lines: Self.log)
    var report = RunReport(try RunHistory.read(run.folder), version: "1")
    report.place = .server(version: 7)
    let page = report.page()
    #expect(page.contains("data-live=\"7\""))
    #expect(page.contains("connect-src &#39;self&#39;"))
  }
}
