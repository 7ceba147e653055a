import LoracTestSupport
import Testing

/// `run` with the native trainer on a base model of random weights and three pictures, made as small as they go.
@Suite struct NativeRunTests {
  private static let run = Session.nativeRun

  @Test func trains() throws {
    let session = try Session.native()
    let outcome = try session.lorac(Self.run)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "output/moka-000001.safetensors\noutput/moka.safetensors\n")
    for line in [
      "moka: 6 steps, kept in run\n", "caching latents 3/3\n", "step 6/6  epoch 2/2  loss ", "finished: 6 steps",
    ] {
      #expect(outcome.errors.contains(line), "\(line): \(outcome.errors)")
    }
    #expect(try session.steps() == ["1", "2", "3", "4", "5", "6"])
    let left = try session.shell("ls run | sed 's/tfevents.*/tfevents/'; cmp recipe.yaml run/recipe.yaml; ls run/state")
    #expect(left.output == "events.jsonl\nevents.out.tfevents\nplan.json\nrecipe.yaml\nreport.html\nsamples\nstate\n")
    let metadata = try session.shell("head -c 20000 output/moka.safetensors | grep -ao 'ss_[a-z_]*' | sort -u | wc -l")
    #expect((Int(metadata.output.filter(\.isNumber)) ?? 0) > 60)

    let first = try session.tensors()
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
    #expect(try session.tensors() == first, "the same run gives the same bytes")
    #expect(try session.steps().count == 6)
  }

  /// Without `--run-dir` each run has a folder of its own, and `--resume` finds the newest.
  @Test func namesItsFolder() throws {
    let session = try Session.native()
    #expect(try session.lorac("run").status == 0)
    #expect(try session.lorac("run", "--overwrite").status == 0)
    #expect(try session.shell("ls runs/moka | wc -l").output.filter(\.isNumber) == "2")
    let resumed = try session.lorac("run", "--resume")
    #expect(resumed.errors.contains("is finished already"))
  }

  /// A signal saves the state; what goes on from there ends with the same bytes as a run that was never stopped.
  @Test func stopsAndGoesOn() throws {
    let session = try Session.native()
    let epochs = ["--set", "train.epochs=20"]
    let threads = ["--threads", "3"]
    #expect(try session.lorac(["run", "--run-dir", "whole"] + epochs + threads).status == 0)
    let whole = try session.tensors()
    let stopped = try session.beside(
      ["run", "--run-dir", "run"] + threads + epochs + ["--overwrite"], after: 4, "kill -TERM $pid")
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
    #expect(try session.tensors() == whole)
    #expect(try session.steps() == (1...60).map(String.init))
    #expect(try session.shell("ls run/state").output.isEmpty, "the state was of use only to go on")
  }

  /// A run that was killed goes on from its last state, or from the beginning if it has none.
  @Test(arguments: [true, false]) func survivesBeingKilled(hasState: Bool) throws {
    let session = try Session.native()
    let settings = ["--set", "train.epochs=10"] + (hasState ? ["--set", "save.state.every=1 epoch"] : [])
    #expect(try session.lorac(["run", "--run-dir", "whole"] + settings).status == 0)
    let whole = try session.tensors()
    let killed = try session.beside(Self.run + settings + ["--overwrite"], after: 8, "kill -KILL $pid")
    #expect(killed.status == 128 + 9)
    try session.write("half", to: "output/moka.safetensors.12.tmp")
    let resumed = try session.lorac(Self.run + settings + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(
      resumed.errors.contains(
        hasState ? "continuing after step " : "no saved state was found: starting from the beginning"))
    #expect(try session.tensors() == whole)
    #expect(try session.steps() == (1...30).map(String.init))
    #expect(try session.shell("ls output | grep -c tmp").output == "0\n")
  }

  @Test func twoRunsNeverShareAFolder() throws {
    let session = try Session.native()
    let outcome = try session.beside(
      Self.run + ["--set", "train.epochs=200"], after: 1,
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
    let session = try Session.native()
    let outcome = try session.beside(
      Self.run + ["--set", "train.epochs=200"] + settings, after: 1, script.isEmpty ? ":" : script)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[\(code)]"), "\(outcome.errors)")
    let last = try session.shell("tail -n 1 run/events.jsonl")
    #expect(last.output.contains(#"{"event":"failed","#) && last.output.contains(code), "\(last.output)")
  }

  @Test func refusesFoldersThatCannotBeMade() throws {
    let session = try Session.native()
    try session.write("", to: "output")
    let outcome = try session.lorac(Self.run)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("error[LR0723]"), "\(outcome.errors)")
  }

  @Test func showsOneLineOnATerminal() throws {
    let session = try Session.native()
    let shown = try session.onTerminal(Self.run)
    for text in ["\r\u{1B}[Kcaching latents 1/3", "\r\u{1B}[Kstep 1/6  epoch 1/2  loss ", " s/step  ", " left  "] {
      #expect(shown.contains(text), "\(shown)")
    }
  }

  @Test(arguments: [80, 70]) func showsTheTimeLeftInFewColumns(_ columns: Int) throws {
    let shown = try Session.native().onTerminal(Self.run, columns: columns)
    let first = try #require(shown.firstMatch(of: /step 1\/6  [^\r\n]*/)).output
    #expect(first.hasSuffix(" left"), "\(first)")
    #expect(first.contains("epoch") == (columns == 80), "\(first)")
  }
}
