import LoracONNX
import LoracONNXTestSupport
import LoracTestSupport
import Testing

/// `run` up to the start of a training, and `doctor`; what happens from then on is tested with the supervision.
@Suite struct RunCommandTests {
  @Test func whatStandsInTheWay() throws {
    let session = try CheckCommandTests.session()
    #expect(try session.lorac("run", "--diagnostics", "concise").status == 1)
    #expect(try session.lorac("run", "--backend", "kohya", "--diagnostics", "concise").status == 1)
    #expect(try session.lorac("run", "missing.yaml", "--diagnostics", "concise").status == 1)
    #expect(try session.lorac("run", "missing.json").status == 1)
    #expect(try session.lorac("run", "--set", "network.rank=many", "--diagnostics", "concise").status == 1)
    try session.makeBaseModel("base.safetensors")
    // What is installed on this machine, and whether it has a GPU, must not matter.
    session.environment = ["PATH": "/nowhere"]
    let precision = "train.mixed_precision=no"
    #expect(
      try session.lorac("run", "--backend", "kohya", "--set", precision, "--diagnostics", "concise").status == 1)
    session.environment = [:]
    let left = try session.shell("ls -A")
    #expect(left.output == "base.safetensors\nrecipe.yaml\ntrain\n", "a run that does not start leaves nothing")
    session.expectSnapshot("run/obstacles.txt")
  }

  @Test func stalePlans() throws {
    let session = try CheckCommandTests.session()
    try session.makeBaseModel("base.safetensors")
    try session.lorac("plan", "-o", "plan.json", "--diagnostics", "concise")
    try session.writePicture("train/8_moka/21.png", width: 512, height: 512, seed: 20)
    try session.write("moka, cat, 21\n", to: "train/8_moka/21.txt")
    #expect(try session.lorac("run", "plan.json", "--backend", "kohya").status == 1)
    session.expectSnapshot("run/stale.txt")
  }

  @Test func wrongCommandLines() throws {
    let session = try CheckCommandTests.session()
    for arguments in [
      ["run", "--backend", "cuda"], ["run", "--resume", "--overwrite"], ["run", "--threads", "0"],
      ["run", "--run-dir"],
      ["run", "--dry-run"],
      ["doctor", "recipe.yaml"],
    ] {
      let outcome = try session.lorac(arguments)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output.isEmpty)
    }
    session.expectSnapshot("run/usage.txt")
  }

  @Test func doctorOnABareMachine() throws {
    let session = try Session()
    session.environment = ["PATH": "/nowhere"]
    let outcome = try session.lorac("doctor")
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    for line in [
      "✓ trainer", "✓ BLAS          OpenBLAS", "✓ threads", "✓ memory", "✗ sd-scripts", "✗ accelerate", "✗ torch",
      "the native back end can train here, kohya cannot",
    ] {
      #expect(outcome.output.contains(line), "\(line)")
    }
    let elsewhere = try session.lorac("doctor", "--sd-scripts", "missing")
    #expect(elsewhere.output.contains("✗ sd-scripts"))
  }

  @Test func doctorSaysHowToGetONNXRuntime() throws {
    let session = try Session()
    session.environment = ["PATH": "/nowhere", "LORAC_ONNXRUNTIME": "/nowhere/libonnxruntime.so"]
    let outcome = try session.lorac("doctor")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("– ONNX Runtime  there is no ONNX Runtime at '/nowhere/libonnxruntime.so'"))
    #expect(outcome.output.contains("pip install onnxruntime, or name libonnxruntime.so in run.onnxruntime"))
  }

  @Test(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) func doctorFindsONNXRuntime() throws {
    let runtime = try #require(TestRuntime.shared)
    let session = try Session()
    session.environment = ["PATH": "/nowhere", "LORAC_ONNXRUNTIME": runtime.path]
    // Paths below the repository are written otherwise in what a session gives.
    #expect(try session.lorac("doctor").output.contains("✓ ONNX Runtime  \(runtime.version), "))
  }
}
