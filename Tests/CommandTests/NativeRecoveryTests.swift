import LoracTestSupport
import Testing

/// What a native run that cannot go on leaves, and that it goes on from there once the cause is gone.
@Suite struct NativeRecoveryTests {
  /// A state and a LoRA file after each of 12 epochs of 3 steps.
  private static let long = ["--set", "train.epochs=12", "--set", "save.state.every=1 epoch"]
  private static let uncached = ["--set", "dataset.cache_latents=false"]

  /// The files of runs that nothing happened to.
  private static let whole = files([])
  private static let wholeUncached = files(uncached)

  private static func files(_ settings: [String]) -> [String: ArraySlice<UInt8>] {
    do {
      let session = try Session.native()
      #expect(try session.lorac(Session.nativeRun + long + settings).status == 0)
      return try session.savedTensors()
    } catch {
      Issue.record(error)
      return [:]
    }
  }

  /// Something that ends a run, and how to undo it.
  struct Accident: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The code of the diagnostic.
    var code: String
    /// A part of its text.
    var words: String
    var isUncached = false
    /// What the process does before it becomes lorac.
    var before = ":"
    /// What happens after four steps, when there is a state of the third; `$pid` is the process.
    var happens = ":"
    var repair = ":"
  }

  static let accidents = [
    Accident(
      testDescription: "an image vanishes", code: "LR0842", words: "No such file or directory", isUncached: true,
      happens: "mv train/2.png .", repair: "mv 2.png train"),
    Accident(
      testDescription: "an image changes", code: "LR0842", words: "is not the image that was planned", isUncached: true,
      happens: "cp train/2.png .; cp train/8.png train/2.png", repair: "mv 2.png train"),
    Accident(
      testDescription: "the base model changes", code: "LR0628", words: "was changed while it was in use",
      happens: "printf x >> base.safetensors", repair: "truncate -s -1 base.safetensors"),
    Accident(
      testDescription: "the folder of results is gone", code: "LR0841", words: "cannot write",
      happens: "mv output kept; echo > output", repair: "rm output; mv kept output"),
    Accident(
      testDescription: "the disk is full when a LoRA is saved", code: "LR0841", words: "No space left on device",
      happens: "for n in $(seq -w 3 11); do ln -s /dev/full output/moka-0000$n.safetensors.$pid.tmp; done",
      repair: "rm -f output/*.tmp"),
    Accident(
      testDescription: "the disk is full when a state is saved", code: "LR0841", words: "No space left on device",
      happens: "for n in $(seq 12 3 33); do ln -s /dev/full run/state/step000000$n.safetensors.$pid.tmp; done",
      repair: "rm -f run/state/*.tmp"),
  ]

  @Test(arguments: accidents) func goesOn(after accident: Accident) throws {
    let session = try Session.native()
    let words = Session.nativeRun + Self.long + (accident.isUncached ? Self.uncached : [])
    let outcome = try session.beside(words, after: 4, before: accident.before, accident.happens)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[\(accident.code)]"), "\(outcome.errors)")
    #expect(outcome.errors.contains(accident.words), "\(outcome.errors)")
    #expect(try session.shell("tail -n 1 run/events.jsonl").output.contains(accident.code))
    #expect(try session.shell("find . -name '*.tmp' -type f").output.isEmpty, "nothing is half-written")
    #expect(try session.shell("ls run/state").output.hasPrefix("step00000003.safetensors\n"))

    try session.shell(accident.repair)
    let resumed = try session.lorac(words + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("continuing after step "), "\(resumed.errors)")
    #expect(try session.savedTensors() == (accident.isUncached ? Self.wholeUncached : Self.whole))
    #expect(try session.steps() == (1...36).map(String.init))
  }

  /// A file of 300 kB fits, its state of a megabyte does not: the part of it that was written is taken back.
  @Test func takesBackWhatDidNotFit() throws {
    let session = try Session.native()
    let words = Session.nativeRun + Self.long
    let outcome = try session.beside(words, after: 4, before: "trap '' XFSZ; ulimit -f 600", ":")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[LR0841]: cannot write 'run/state/step00000003.safetensors': File too large"))
    #expect(try session.shell("ls run/state; find . -name '*.tmp'; ls output").output == "moka-000001.safetensors\n")
    let resumed = try session.lorac(words + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("no saved state was found: starting from the beginning"))
    #expect(try session.savedTensors() == Self.whole)
  }

  /// Whether this user may mount a disk of memory in a name space of their own.
  private static let canMount: Bool = {
    guard let session = try? Session() else { return false }
    return (try? session.shell("unshare -rm mount -t tmpfs none /mnt").status) == 0
  }()

  /// Everything, logs too, stands on a disk that another program fills.
  @Test(.enabled(if: canMount, "a disk of memory cannot be mounted here")) func survivesAFullDisk() throws {
    let session = try Session.native()
    let words = (Session.nativeRun + Self.long).map { "'\($0)'" }.joined(separator: " ")
    try session.write(
      """
      mkdir disk && mount -t tmpfs -o size=40m none disk && cp -r base.safetensors recipe.yaml train disk && cd disk || exit 1
      '\(Session.program)' \(words) & pid=$!
      until grep -qs '"event":"step",.*"step":4,' run/events.jsonl; do kill -0 $pid || break; sleep 0.02; done
      cat /dev/zero > ballast 2>/dev/null
      wait $pid
      echo "status $?, half-written: $(find . -name '*.tmp' | wc -l)"
      rm ballast
      '\(Session.program)' \(words) --resume > /dev/null
      echo "status $?"
      cp -r output run ..

      """, to: "full.sh")
    let outcome = try session.shell("unshare -rm bash full.sh")
    #expect(outcome.output == "status 3, half-written: 0\nstatus 0\n", "\(outcome.errors)")
    #expect(outcome.errors.contains("error[LR0841]: cannot write '"), "\(outcome.errors)")
    #expect(outcome.errors.contains(": No space left on device"), "\(outcome.errors)")
    #expect(outcome.errors.contains("continuing after step "), "\(outcome.errors)")
    #expect(try session.savedTensors() == Self.whole)
    #expect(try session.steps() == (1...36).map(String.init))
  }

  /// Both signals wait for the process, so that the second surely comes before the first is obeyed.
  @Test func aSecondSignalEndsItAtOnce() throws {
    let session = try Session.native()
    let words = Session.nativeRun + Self.long
    let outcome = try session.beside(
      words, after: 5, "kill -STOP $pid; kill -INT $pid; kill -TERM $pid; kill -CONT $pid")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("stopping after this step, then saving the state; Ctrl-C again stops at once\n"))
    #expect(outcome.errors.contains("\nstopped at once\n"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("LR0801"))
    let resumed = try session.lorac(words + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("continuing after step "))
    #expect(try session.savedTensors() == Self.whole)
    #expect(try session.shell("find . -name '*.tmp'").output.isEmpty)
  }

  /// Who resumes with something else is told what is different; with what it was, the run goes on.
  @Test func wantsWhatItBeganWith() throws {
    let session = try Session.native()
    let words = Session.nativeRun + Self.long
    #expect(try session.beside(words, after: 4, "kill -TERM $pid").status == 3)
    for (change, difference, undo) in [
      (
        "cp base.safetensors kept; printf x | dd of=base.safetensors bs=1 conv=notrunc seek=$(($(stat -c %s kept) - 1))",
        "base model", "mv kept base.safetensors"
      ), ("cp train/2.png kept; cp train/8.png train/2.png", "images changed", "mv kept train/2.png"),
      ("mv train/2.png kept", "images removed", "mv kept train/2.png"),
    ] {
      try session.shell("(\(change)) 2>/dev/null")
      let refused = try session.lorac(["run", "--run-dir", "run", "--resume"] + Self.long)
      #expect(refused.status == 1)
      #expect(refused.errors.contains("error[LR0726]: the run in 'run' was started from another plan"))
      #expect(refused.errors.contains("= note: \(difference)"), "\(refused.errors)")
      try session.shell(undo)
    }
    let resumed = try session.lorac(words + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try session.savedTensors() == Self.whole)
  }

  /// A state that cannot be read is named; without it the run goes on from the one before.
  @Test func goesOnFromAnOlderState() throws {
    let session = try Session.native()
    let words = Session.nativeRun + Self.long
    #expect(try session.beside(words, after: 8, "kill -KILL $pid").status == 128 + 9)
    let newest = try session.shell("cd run/state; ls step*[0-9].safetensors | tail -n 1 | tr -d '\\n'").output
    try session.shell("truncate -s 1000 run/state/\(newest)")
    let refused = try session.lorac(words + ["--resume"])
    #expect(refused.status == 3)
    #expect(
      refused.errors.contains("error[LR0844]: the state 'run/state/\(newest)' cannot be used"), "\(refused.errors)")
    try session.shell("rm run/state/\(newest)")
    let resumed = try session.lorac(words + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("continuing after step "))
    #expect(try session.savedTensors() == Self.whole)
  }
}
