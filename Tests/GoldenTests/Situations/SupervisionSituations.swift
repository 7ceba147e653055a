import LoracDiagnostics
import LoracKohya

extension Situation {
  /// How a run begins and ends, LR0800 to LR0808 and LR0820.
  static let supervision: [Situation] = [
    ended("LR0800", "unknown", "Traceback (most recent call last):\n  x\nRuntimeError: something never seen\n", 1),
    ended("LR0800", "silent", "", 3),
    Situation("LR0800", "crash") { _ in [FailureEvidence().diagnostic(for: .signaled(11), log: log)] },
    Situation("LR0801", "kohya") { _ in [FailureEvidence().diagnostic(for: .signaled(2), log: log)] },
    built(
      "LR0801", "native",
      .runStopped(
        after: "70 of 1,200", state: "runs/cat/first/state/step00000070.safetensors",
        resumeCommand: "lorac run recipe.yaml --run-dir runs/cat/first --resume")),
    Situation("LR0802", "memory") { _ in [FailureEvidence().diagnostic(for: .signaled(9), log: log)] },
    missing("LR0803", "none", .noScriptsFolder),
    missing("LR0803", "no-folder", .noSuchFolder("D:/sd-scripts")),
    missing("LR0803", "no-script", .scriptMissing("sdxl_train_network.py")),
    missing("LR0804", "accelerate", .accelerateMissing),
    missing("LR0804", "python", .pythonMissing),
    built(
      "LR0805", "interpreter",
      .kohyaCannotStart(.init(program: "venv/bin/accelerate", reason: "No such file or directory"))),
    ended(
      "LR0806", "argument",
      "usage: train_network.py [-h]\ntrain_network.py: error: unrecognized arguments: --network_dimm=8\n", 2),
    built("LR0807", "step", .lossBroken(step: 120)),
    built("LR0808", "gone", .plannedFileMissing("output/cat-000002.safetensors")),
    Situation("LR0820", "before") { place in
      try placed(
        .halfPrecisionOnCPU(), at: "train.mixed_precision", "train: {seed: 42, mixed_precision: fp16}", place)
    },
  ]

  private static let log = "runs/cat/first/kohya.log"

  /// sd-scripts printed `output` and ended with `status`.
  static func ended(_ code: String, _ name: String, _ output: String, _ status: Int32) -> Situation {
    Situation(code, name) { _ in
      var parser = TrainingOutputParser()
      var evidence = FailureEvidence()
      for event in parser.feed(Array(output.utf8)) + parser.finish() { evidence.add(event) }
      return [evidence.diagnostic(for: .exited(status), log: log)]
    }
  }

  private static func missing(_ code: String, _ name: String, _ problem: KohyaInstallation.Problem) -> Situation {
    Situation(code, name) { place in
      try placed(.kohyaMissing(problem), at: "run.sd_scripts", "run: {backend: kohya}", place)
    }
  }
}
