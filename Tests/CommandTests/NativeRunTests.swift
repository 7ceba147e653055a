import LoracTestSupport
import Testing

/// `run` with the native trainer on the quickstart's base model and three of its pictures, made as small as they go.
@Suite struct NativeRunTests {
  private static let recipe = """
    lorac: 1
    name: moka
    model: {base: base.safetensors}
    dataset:
      resolution: 64
      buckets: {min: 64, max: 64}
      images: [{path: train, repeats: 1, class_tokens: moka}]
    network: {rank: 2}
    optimizer: {type: AdamW, learning_rate: 1e-3}
    schedule: {type: cosine}
    train: {epochs: 2, seed: 7, mixed_precision: no}
    save: {every: 1 epoch, precision: float}

    """

  private static func session() throws -> Session {
    let session = try Session()
    try session.write(recipe, to: "recipe.yaml")
    let folder = "\(Session.repository)/examples/quickstart"
    for (from, to) in [
      ("base.safetensors", "base.safetensors"), ("train/2_moka/02_face.png", "train/2.png"),
      ("train/2_moka/08_books.png", "train/8.png"), ("train/2_moka/06_sunset.jpg", "train/6.jpg"),
    ] {
      try writeFile(try readFile("\(folder)/\(from)"), to: "\(session.folder)/\(to)")
    }
    return session
  }

  private static let run = ["run", "--run-dir", "run", "--diagnostics", "concise"]

  /// The bytes of a LoRA file's tensors, without the header, which tells of the time.
  private func tensors(_ session: Session, _ path: String = "output/moka.safetensors") throws -> ArraySlice<UInt8> {
    let bytes = try readFile("\(session.folder)/\(path)")
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    return bytes[(8 + length)...]
  }

  /// The steps that `run/events.jsonl` tells of, in order.
  private func steps(_ session: Session) throws -> [String] {
    let line = #"sed -n 's/^{"event":"step",.*"step":\([0-9]*\),.*/\1/p' run/events.jsonl"#
    return try session.shell(line).output.split(separator: "\n").map(String.init)
  }

  /// Runs lorac beside `script`, in which `$pid` is its process, after the step `after` is logged; gives both's output.
  private func beside(
    _ session: Session, _ arguments: [String], after step: Int, _ script: String
  ) throws -> Session.Outcome {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    return try session.shell(
      """
      '\(Session.program)' \(words) & pid=$!
      until grep -qs '"event":"step",.*"step":\(step),' run/events.jsonl; do kill -0 $pid || break; sleep 0.02; done
      \(script)
      wait $pid
      """)
  }

  @Test func trains() throws {
    let session = try Self.session()
    let outcome = try session.lorac(Self.run)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "output/moka-000001.safetensors\noutput/moka.safetensors\n")
    for line in [
      "moka: 6 steps, kept in run\n", "caching latents 3/3\n", "step 6/6  epoch 2/2  loss ", "finished: 6 steps",
    ] {
      #expect(outcome.errors.contains(line), "\(line): \(outcome.errors)")
    }
    #expect(try steps(session) == ["1", "2", "3", "4", "5", "6"])
    let left = try session.shell("ls run | sed 's/tfevents.*/tfevents/'; cmp recipe.yaml run/recipe.yaml; ls run/state")
    #expect(left.output == "events.jsonl\nevents.out.tfevents\nplan.json\nrecipe.yaml\nsamples\nstate\n")
    let metadata = try session.shell("head -c 20000 output/moka.safetensors | grep -ao 'ss_[a-z_]*' | sort -u | wc -l")
    #expect((Int(metadata.output.filter(\.isNumber)) ?? 0) > 60)

    let first = try tensors(session)
    let refused = try session.lorac(Self.run)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("error[LR0721]: the run folder 'run' is not empty"))
    #expect(refused.errors.contains("error[LR0721]: the run would replace 2 files in 'output'"))
    let resumed = try session.lorac(Self.run + ["--resume"])
    #expect(resumed.status == 0)
    #expect(resumed.errors.contains("the run in run is finished already; there is nothing to resume"))
    let changed = try session.lorac(Self.run + ["--resume", "--set", "train.epochs=3"])
    #expect(changed.status == 1)
    #expect(changed.errors.contains("error[LR0726]"), "\(changed.errors)")
    #expect(try session.lorac(Self.run + ["--overwrite"]).status == 0)
    #expect(try tensors(session) == first, "the same run gives the same bytes")
    #expect(try steps(session).count == 6)
  }

  /// Without `--run-dir` each run has a folder of its own, and `--resume` finds the newest.
  @Test func namesItsFolder() throws {
    let session = try Self.session()
    #expect(try session.lorac("run").status == 0)
    #expect(try session.lorac("run", "--overwrite").status == 0)
    #expect(try session.shell("ls runs/moka | wc -l").output.filter(\.isNumber) == "2")
    let resumed = try session.lorac("run", "--resume")
    #expect(resumed.errors.contains("is finished already"))
  }

  /// A signal saves the state; what goes on from there ends with the same bytes as a run that was never stopped.
  @Test func stopsAndGoesOn() throws {
    let session = try Self.session()
    let epochs = ["--set", "train.epochs=20"]
    let threads = ["--threads", "3"]
    #expect(try session.lorac(["run", "--run-dir", "whole"] + epochs + threads).status == 0)
    let whole = try tensors(session)
    let stopped = try beside(
      session, ["run", "--run-dir", "run"] + threads + epochs + ["--overwrite"], after: 4, "kill -TERM $pid")
    #expect(stopped.status == 3)
    #expect(stopped.errors.contains("warning[LR0801]: the run was stopped after step "), "\(stopped.errors)")
    #expect(stopped.errors.contains("help: go on with: lorac run "), "\(stopped.errors)")
    #expect(stopped.errors.contains(" --threads 3 "), "another number of threads would round differently")
    #expect(
      try session.shell("grep -c stopped run/events.jsonl; tail -n 1 run/events.jsonl | cut -c 1-18").output
        == "1\n{\"event\":\"stopped\"\n")
    let resumed = try session.lorac(Self.run + epochs + threads + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("continuing after step "))
    #expect(try tensors(session) == whole)
    #expect(try steps(session) == (1...60).map(String.init))
    #expect(try session.shell("ls run/state").output.isEmpty, "the state was of use only to go on")
  }

  /// A run that was killed goes on from its last state, or from the beginning if it has none.
  @Test(arguments: [true, false]) func survivesBeingKilled(hasState: Bool) throws {
    let session = try Self.session()
    let settings = ["--set", "train.epochs=10"] + (hasState ? ["--set", "save.state.every=1 epoch"] : [])
    #expect(try session.lorac(["run", "--run-dir", "whole"] + settings).status == 0)
    let whole = try tensors(session)
    let killed = try beside(session, Self.run + settings + ["--overwrite"], after: 8, "kill -KILL $pid")
    #expect(killed.status == 128 + 9)
    try session.write("half", to: "output/moka.safetensors.12.tmp")
    let resumed = try session.lorac(Self.run + settings + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(
      resumed.errors.contains(
        hasState ? "continuing after step " : "no saved state was found: starting from the beginning"))
    #expect(try tensors(session) == whole)
    #expect(try steps(session) == (1...30).map(String.init))
    #expect(try session.shell("ls output | grep -c tmp").output == "0\n")
  }

  @Test func twoRunsNeverShareAFolder() throws {
    let session = try Self.session()
    let outcome = try beside(
      session, Self.run + ["--set", "train.epochs=200"], after: 1,
      "lorac run --run-dir run --resume --set train.epochs=200 --diagnostics concise; kill -KILL $pid")
    #expect(outcome.errors.contains("error[LR0725]: another lorac is using the run folder 'run'"), "\(outcome.errors)")
  }

  /// What goes wrong on the way ends with its diagnostic, exit status 3, and the event `failed`.
  @Test(arguments: [
    ("LR0840", ["--set", "optimizer.learning_rate=1e38"], ""),
    ("LR0842", ["--set", "dataset.cache_latents=false"], "rm train/2.png"),
    ("LR0842", ["--set", "dataset.cache_latents=false"], "cp train/8.png train/2.png"),
    ("LR0841", [], "rm -r output; echo > output"),
    ("LR0628", [], "printf x >> base.safetensors"),
  ]) func fails(_ code: String, _ settings: [String], _ script: String) throws {
    let session = try Self.session()
    let outcome = try beside(
      session, Self.run + ["--set", "train.epochs=200"] + settings, after: 1, script.isEmpty ? ":" : script)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[\(code)]"), "\(outcome.errors)")
    let last = try session.shell("tail -n 1 run/events.jsonl")
    #expect(last.output.contains(#"{"event":"failed","#) && last.output.contains(code), "\(last.output)")
  }

  @Test func refusesFoldersThatCannotBeMade() throws {
    let session = try Self.session()
    try session.write("", to: "output")
    let outcome = try session.lorac(Self.run)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("error[LR0723]"), "\(outcome.errors)")
  }

  @Test func showsOneLineOnATerminal() throws {
    let session = try Self.session()
    let shown = try session.onTerminal(Self.run)
    for text in ["\r\u{1B}[Kcaching latents 1/3", "\r\u{1B}[Kstep 1/6  epoch 1/2  loss ", " s/step  ", " left  "] {
      #expect(shown.contains(text), "\(shown)")
    }
  }

  @Test(arguments: [80, 70]) func showsTheTimeLeftInFewColumns(_ columns: Int) throws {
    let shown = try Self.session().onTerminal(Self.run, columns: columns)
    let first = try #require(shown.firstMatch(of: /step 1\/6  [^\r\n]*/)).output
    #expect(first.hasSuffix(" left"), "\(first)")
    #expect(first.contains("epoch") == (columns == 80), "\(first)")
  }
}
