import LoracImages
import LoracTestSupport
import Testing

/// `lorac test`: the base model beside each saved LoRA file.
@Suite struct TestCommandTests {
  private static let test = ["test", "--diagnostics", "concise", "--steps", "2"]

  private static func trained() throws -> Session {
    let session = try Session.native()
    let outcome = try session.lorac(Session.nativeRun)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return session
  }

  @Test func comparesWhatWasSaved() throws {
    let session = try Self.trained()
    let words = Self.test + ["--run-dir", "run", "--prompt", "moka, (hat:1.3) <lora:moka:1>", "--prompt", "a cat"]
    let outcome = try session.lorac(words + ["--weights", "0.5,1", "--seeds", "1,2"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "run/effect/grid.png\n")
    // Two files, two weights and the base model; two prompts with two seeds.
    let names = try namesInFolder("\(session.folder)/run/effect")
    #expect(names.filter { $0.hasSuffix(".png") }.count == 4 + 2 * 2 * 4 + 1, "\(names)")
    #expect(names.contains("2-epoch-1-weight-0.5-seed-2.png") && names.contains("3-final-weight-1.0-seed-1.png"))
    for line in ["difference from the base model", "epoch 1 ", "final "] {
      #expect(outcome.errors.contains(line), "\(line): \(outcome.errors)")
    }
    let grid = try ImageDecoder.decode(try readFile("\(session.folder)/run/effect/grid.png"))
    #expect(grid.width > 3 * 160 && grid.height > 8 * 160)
    let picture = try session.shell("strings run/effect/1-final-weight-1.0-seed-1.png")
    for part in ["parameters", "moka, (hat:1.3)  <lora:moka:1>", "Steps: 2, Sampler: euler_a", "Seed: 1, Size: 64x64"] {
      #expect(picture.output.contains(part), "\(part): \(picture.output)")
    }

    // What is there is not made again, and only what is new is made.
    let before = try session.shell("cat run/effect/*-base-* | sha256sum").output
    let again = try session.lorac(words + ["--weights", "1,0.25", "--seeds", "1,2"])
    #expect(again.status == 0 && again.errors.contains("12 pictures there already"), "\(again.errors)")
    #expect(try session.shell("cat run/effect/*-base-* | sha256sum").output == before)
  }

  @Test func testsFilesOfOneRunOrAnyOthers() throws {
    let session = try Self.trained()
    let refused = try session.lorac(Self.test + ["--set", "save.directory=elsewhere"])
    #expect(refused.status == 1)
    #expect(refused.errors.contains("error[LR1050]: there is no LoRA file to test in 'elsewhere'"), "\(refused.errors)")
    let given = try session.lorac(
      Self.test + ["--lora", "output/moka.safetensors", "--weights", "1", "--prompt", "moka"])
    #expect(given.status == 0 && given.output == "runs/moka/effect/grid.png\n", "\(given.errors)")
    let missing = try session.lorac(Self.test + ["--lora", "gone.safetensors", "--prompt", "moka"])
    #expect(missing.status == 1 && missing.errors.contains("gone.safetensors"), "\(missing.errors)")
    let unfit = try session.lorac(Self.test + ["--lora", "base.safetensors", "--prompt", "moka"])
    #expect(unfit.status == 1 && unfit.errors.contains("error[LR1010]"), "\(unfit.errors)")
    // The pictures have no captions, and there are no previews in the recipe: class tokens are the prompt.
    let captions = try session.lorac(Self.test + ["--weights", "1"])
    #expect(captions.status == 0, "\(captions.errors)")
    let weight = try session.lorac(Self.test + ["--prompt", "moka, (hat:1.2.3)"])
    #expect(weight.status == 1 && weight.errors.contains("error[LR1015]"), "\(weight.errors)")
    // A folder of runs means the newest of them; a folder of nothing is none.
    try session.shell("mkdir -p runs/moka; cp -r run runs/moka/1; rm -rf runs/moka/1/effect")
    let named = try session.lorac(Self.test + ["--run-dir", "moka", "--prompt", "moka", "--weights", "1"])
    #expect(named.status == 0 && named.output == "runs/moka/1/effect/grid.png\n", "\(named.errors)")
    let nowhere = try session.lorac(Self.test + ["--run-dir", "mokka"])
    #expect(nowhere.status == 1 && nowhere.errors.contains("error[LR1030]"), "\(nowhere.errors)")
    #expect(try session.shell("ls -d mokka").status != 0)
  }

  /// A1111's text and kohya's options, as `sample` reads them.
  @Test func takesPastedSettings() throws {
    let session = try Self.trained()
    let words = ["test", "--diagnostics", "concise", "--run-dir", "run", "--weights", "1", "--threads", "1"]
    let pasted = """
      moka, [cat|dog] <lora:moka:0.8>
      Negative prompt: blurry
      Steps: 3, Sampler: DPM++ 2M Karras, CFG scale: 5, Seed: 9, Size: 72x64, Model: other, Hires upscale: 2
      """
    let outcome = try session.lorac(words + ["--prompt", pasted])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count { $0.contains("LR1017") } == 1, "\(outcome.errors)")
    let record = String(decoding: try readFile("\(session.folder)/run/effect/effect.json"), as: UTF8.self)
    for part in [
      #""negative": "blurry""#, #""steps": 3"#, #""cfg": 5.0"#, #""seed": 9"#, #""width": 72"#,
      #""sampler": "DPM++ 2M Karras""#,
    ] {
      #expect(record.contains(part), "\(part): \(record)")
    }
    let text = try session.shell("strings run/effect/1-final-weight-1.0-seed-9.png")
    #expect(text.output.split(separator: "Steps: ").count == 2, "\(text.output)")
    #expect(text.output.contains("moka, [cat|dog]  <lora:moka:1>\nNegative prompt: blurry\nSteps: 3"))

    let line = try session.lorac(words + ["--prompt", "-moka --n a dog --s 2 --w 64 --h 64 --d 3 --ar 1:2"])
    #expect(line.status == 0 && line.errors.contains("LR1017"), "\(line.errors)")
    let second = String(decoding: try readFile("\(session.folder)/run/effect/effect.json"), as: UTF8.self)
    #expect(second.contains(#""prompt": "-moka""#) && second.contains(#""negative": "a dog""#), "\(second)")

    let wrong = try session.lorac(words + ["--prompt", "moka\nSteps: 2, Sampler: Eulr, CFG scale: 500"])
    #expect(wrong.status == 1 && wrong.errors.contains("LR1013") && wrong.errors.contains("LR1018"), "\(wrong.errors)")
    let missing = try session.lorac(words + ["--lora", "nope", "--prompt", "moka"])
    #expect(missing.status == 1 && missing.errors.contains("error[LR0600]"), "\(missing.errors)")
    #expect(!missing.errors.contains("opening the base model") && !missing.errors.contains("lorac run"))
  }

  /// What is no picture is told, not judged; the others are.
  @Test func judgesPicturesAlone() throws {
    let session = try Self.trained()
    let words = Self.test + ["--run-dir", "run", "--prompt", "moka", "--lora", "output/moka.safetensors"]
    let outcome = try session.lorac(words + ["--weights", "1e30,1"])
    #expect(outcome.status == 3 && outcome.output == "run/effect/grid.png\n", "\(outcome.errors)")
    #expect(outcome.errors.contains("error[LR1019]: 'moka at weight 1e+30' is no picture"), "\(outcome.errors)")
    let row = outcome.errors.split(separator: "\n").first { $0.contains("  moka ") } ?? ""
    #expect(row.split(separator: " ").contains("-") && row.contains("%"), "\(outcome.errors)")
    #expect(try namesInFolder("\(session.folder)/run/effect").count { $0.contains("weight-1e+30") } == 0)
    try session.shell("rm -rf run/effect; touch run/effect")
    let place = try session.lorac(Self.test + ["--run-dir", "run", "--prompt", "moka"])
    #expect(place.status == 1 && place.errors.contains("a file stands where a folder is needed"), "\(place.errors)")
  }

  @Test func stopsAndGoesOn() throws {
    let session = try Self.trained()
    let words = [
      "test", "--run-dir", "run", "--steps", "80", "--weights", "1", "--prompt", "moka", "--threads", "1",
    ]
    let stopped = try session.beside(
      words, after: 1,
      "until [ -e run/effect/effect.json ]; do kill -0 $pid || break; sleep 0.02; done; kill -TERM $pid")
    #expect(stopped.status == 3, "\(stopped.errors)")
    #expect(stopped.errors.contains("error[LR1052]"), "\(stopped.errors)")
    #expect(try session.shell("ls run/effect | grep -c tmp").output == "0\n")
    let done = try session.lorac(words)
    #expect(done.status == 0 && done.errors.contains("there already"), "\(done.errors)")
  }

  private static let wrongWords: [(words: [String], message: String)] = [
    (["--weights", "x"], "--weights takes numbers"), (["--seeds=-1"], "--seeds takes whole numbers"),
    (["--weights", numbers(21)], "--weights takes at most 20 numbers, not 21"),
    (["--seeds", numbers(101)], "--seeds takes at most 100 numbers, not 101"),
    (["--steps", "0"], "--steps takes a number"), (["--threads", "0"], "--threads takes a number"),
  ]

  private static func numbers(_ count: Int) -> String { (0..<count).map(String.init).joined(separator: ",") }

  @Test(arguments: wrongWords)
  func refusesWrongWords(words: [String], message: String) throws {
    let outcome = try Session().lorac(["test"] + words)
    #expect(outcome.status == 2 && outcome.errors.contains(message), "\(outcome.errors)")
  }
}
