import LoracTestSupport
import Testing

/// `run` through a stand-in for accelerate, which says what it is told to say; the real one is too large for tests.
@Suite struct SupervisionTests {
  /// A session with a base model, an sd-scripts folder, and an `accelerate` that runs `script`.
  private static func session(accelerate script: String, is2023: Bool = false) throws -> Session {
    let session = try CheckCommandTests.session()
    try session.makeBaseModel("base.safetensors")
    try session.write("", to: "sd-scripts/train_network.py")
    if !is2023 { try session.write("", to: "sd-scripts/sdxl_train_network.py") }
    try session.write(script, to: "venv/bin/accelerate")
    try session.write("#!/bin/sh\n", to: "venv/bin/python")
    try session.shell("chmod +x venv/bin/*")
    session.environment = [
      "VIRTUAL_ENV": session.folder + "/venv", "LORAC_SD_SCRIPTS": session.folder + "/sd-scripts",
    ]
    return session
  }

  private static let arguments = [
    "run", "--backend", "kohya", "--set", "train.mixed_precision=no", "--run-dir", "run", "--diagnostics", "concise",
  ]

  @Test func afterATrainingWithoutFiles() throws {
    let session = try Self.session(
      accelerate: """
        #!/bin/sh
        echo "caching latents."
        printf '\\rsteps:  50%%|x | 1/2 [00:02<00:02,  2.00s/it, avr_loss=nan]\\rsteps: 100%%|x | 2/2 [00:04<00:00,  2.00s/it, avr_loss=nan]\\n'
        """)
    let outcome = try session.lorac(Self.arguments)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("warning[LR0807]"), "the loss is no number")
    #expect(outcome.errors.contains("error[LR0808]"), "no file was written")
    let events = try session.shell("cat run/events.jsonl | sed 's/\"time\":[0-9.]*/\"time\":0/'")
    #expect(events.output.contains(#"{"event":"step","time":0,"step":2,"average_loss":null}"#))
    #expect(events.output.contains(#"{"event":"failed","time":0}"#))
    #expect(try session.shell("ls run").output.contains("kohya.log"))
    // The folder is occupied now.
    let again = try session.lorac(Self.arguments)
    #expect(again.status == 1)
    #expect(again.errors.contains("error[LR0721]"))
  }

  @Test func afterATraceback() throws {
    let session = try Self.session(
      accelerate: """
        #!/bin/sh
        echo "Traceback (most recent call last):"
        echo '  File "train_network.py", line 1, in <module>'
        echo "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB."
        exit 1
        """)
    let outcome = try session.lorac(Self.arguments)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[LR0821]"), "\(outcome.errors)")
  }

  /// What sd-scripts prints last, and ends with; the rest is told from recorded logs in LoracKohyaTests.
  @Test(arguments: [
    ("LR0800", "RuntimeError: something never seen", 1), ("LR0815", "OSError: [Errno 28] No space left on device", 1),
    ("LR0806", "train_network.py: error: unrecognized arguments: --network_dimm=8", 2),
    ("LR0824", "No data found. Please verify arguments (train_data_dir must be the parent of folders with images)", 0),
  ]) func afterAFailure(_ code: String, _ line: String, _ status: Int) throws {
    let isException = status == 1
    let session = try Self.session(
      accelerate: """
        #!/bin/sh
        \(isException ? "echo 'Traceback (most recent call last):'; echo '  File \"train_network.py\", line 1'" : ":")
        echo '\(line)'
        exit \(status)
        """)
    let outcome = try session.lorac(Self.arguments)
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("error[\(code)]: "), "\(outcome.errors)")
    #expect(try session.shell("cat run/kohya.log").output.contains(line))
  }

  /// Ctrl-C reaches sd-scripts, and what it does then is waited for; a kill is seen, too.
  @Test(arguments: [("INT", "$$", "LR0801"), ("KILL", "$(cat pid)", "LR0802")])
  func aSignal(_ signal: String, _ target: String, _ code: String) throws {
    let session = try Self.session(
      accelerate: """
        #!/bin/bash
        trap 'exit 130' INT
        echo "steps begin"
        echo $$ > pid
        for i in $(seq 6000); do sleep 0.1; done
        """)
    let words = Self.arguments.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try session.shell(
      """
      (until [ -s pid ]; do sleep 0.02; done; kill -\(signal) \(target)) &
      exec '\(Session.program)' \(words)
      """)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("[\(code)]: "), "\(outcome.errors)")
    #expect(try session.shell("tail -n 1 run/events.jsonl").output.contains(#"{"event":"failed""#))
  }

  @Test func aLauncherThatCannotBeStarted() throws {
    let session = try Self.session(accelerate: "#!/nowhere/interpreter\n")
    let outcome = try session.lorac(Self.arguments)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[LR0805]"), "\(outcome.errors)")
  }

  @Test func anotherVersionOfTheScripts() throws {
    let session = try Self.session(accelerate: "#!/bin/sh\nexit 1\n", is2023: true)
    let outcome = try session.lorac(Self.arguments)
    #expect(outcome.errors.contains("warning[LR0724]"), "\(outcome.errors)")
  }

  @Test func aRunFolderThatCannotBeMade() throws {
    let session = try Self.session(accelerate: "#!/bin/sh\n")
    var elsewhere = Self.arguments
    elsewhere[6] = "/proc/run"
    let refused = try session.lorac(elsewhere + ["--overwrite"])
    #expect(refused.status == 1)
    #expect(refused.errors.contains("error[LR0723]"), "\(refused.errors)")
  }
}
