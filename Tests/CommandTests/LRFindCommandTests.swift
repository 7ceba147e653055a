import LoracTensorBoard
import LoracTestSupport
import Testing

/// `lr-find`: reading logs, searching with the native trainer and through a stand-in for kohya, writing recipes.
@Suite struct LRFindCommandTests {
  /// Doublings every ten steps up to 3.64e-5, which is reached at step 60.
  private static func value(_ step: Int) -> Double {
    min(3.64e-5, 1e-6 * Double(sign: .plus, exponent: step / 10, significand: 1))
  }

  /// An event file with the numbers of `values` for steps from 1 on.
  private static func log(_ steps: Int, _ values: (Int) -> [(String, Double)]) -> [UInt8] {
    TensorBoardRecord.version(time: 0).bytes
      + (1...steps).flatMap { step in
        TensorBoardRecord.scalars(
          TensorBoardScalars(step: step, values(step).map { .init($0.0, $0.1) }), time: Double(step)
        ).bytes
      }
  }

  private static let recipe = """
    lorac: 1
    extends: realistic
    name: cat   # a real one
    model: {base: base.safetensors}
    dataset: {images: [train/1_cat]}

    optimizer:
      type: AdamW8bit      # small states
      unet_lr: 1e-4        # guessed

    """

  private static func session() throws -> Session {
    let session = try Session()
    try session.write(recipe, to: "recipe.yaml")
    let today = log(120) { step in
      [
        ("loss/current", 0.1), ("lr/unet", 1), ("lr/textencoder", 1), ("lr/d*lr/textencoder", value(step)),
        ("lr/d*lr/unet", value(step)),
      ]
    }
    try writeFile(today, to: "\(session.folder)/logs/20261121/network_train/events.out.tfevents.1.host.7.0")
    return session
  }

  @Test func readsALogAndWritesTheRecipe() throws {
    let session = try Self.session()
    #expect(try session.lorac("lr-find", "--from", "logs").status == 0)
    #expect(try session.shell("cp recipe.yaml before.yaml; ln -s recipe.yaml link.yaml").status == 0)
    #expect(try session.lorac("lr-find", "link.yaml", "--from", "logs", "--write").status == 0)
    let difference = try session.shell("diff before.yaml recipe.yaml; test -L link.yaml && echo still a link")
    #expect(
      difference.output
        == "9c9\n<   unet_lr: 1e-4        # guessed\n---\n>   unet_lr: 3.64e-5     # guessed\nstill a link\n")
    let again = try session.lorac("lr-find", "--from", "logs", "--write")
    #expect(again.status == 0 && again.output.hasSuffix("recipe.yaml has these rates already\n"))
    session.expectSnapshot("lr-find/from.txt")
  }

  /// The tag of 2023, at half the rate: 1.82e-5 stands for 3.64e-5.
  @Test func readsLogsOf2023() throws {
    let session = try Self.session()
    let old = Self.log(120) { [("lr/textencoder", 0.5), ("lr/unet", 1), ("lr/d*lr", Self.value($0) / 2)] }
    try writeFile(old, to: "\(session.folder)/old.tfevents.1")
    let found = try session.lorac("lr-find", "--from", "old.tfevents.1", "--format", "json")
    #expect(found.status == 0)
    #expect(found.output.contains(#""tag": "lr/d*lr""#))
    #expect(found.output.contains(#""unet_lr": 3.64e-05"#), "\(found.output.prefix(800))")
  }

  @Test func whatCannotBeRead() throws {
    let session = try Self.session()
    try writeFile(
      Self.log(9) { _ in [("loss/current", 0.1), ("lr/unet", 1e-4)] }, to: "\(session.folder)/other.tfevents.1")
    let short = Self.log(40) { [("lr/d*lr/unet", Self.value($0)), ("lr/unet", 1)] }
    try writeFile(short, to: "\(session.folder)/short.tfevents.1")
    try writeFile(Array(short.dropLast(40)) + [1, 2, 3], to: "\(session.folder)/cut.tfevents.1")
    var damaged = short
    damaged[short.count / 2] ^= 1
    try writeFile(damaged, to: "\(session.folder)/damaged.tfevents.1")
    let cosine = Self.log(120) {
      [("lr/d*lr/unet", Self.value($0) * (1 - Double($0) / 240)), ("lr/unet", 1 - Double($0) / 240)]
    }
    try writeFile(cosine, to: "\(session.folder)/cosine.tfevents.1")
    for (log, status) in [
      ("missing", 1), ("other.tfevents.1", 1), ("short.tfevents.1", 3), ("cut.tfevents.1", 3),
      ("damaged.tfevents.1", 3),
      ("cosine.tfevents.1", 0),
    ] {
      let outcome = try session.lorac("lr-find", "--from", log, "--diagnostics", "concise")
      #expect(outcome.status == Int32(status), "\(log): \(outcome.errors)")
    }
    session.expectSnapshot("lr-find/unread.txt")
    // A log that was read does not grow by more steps of a search.
    let help = try session.lorac("lr-find", "--from", "short.tfevents.1").errors
    #expect(help.contains("read the log of a longer run") && !help.contains("--steps"), "\(help)")
  }

  @Test func wrongCommandLines() throws {
    let session = try Self.session()
    for arguments in [
      ["--write", "--set", "network.rank=8"], ["--steps", "20"], ["--lion-factor", "3"], ["--lion-factor", "1/0"],
      ["--from", "logs", "--run-dir", "x"], ["--threads", "0"],
      ["--steps", "100000000000"],
    ] {
      #expect(try session.lorac(["lr-find"] + arguments).status == 2, "\(arguments)")
    }
    #expect(try session.shell("rm recipe.yaml").status == 0)
    #expect(try session.lorac("lr-find", "--from", "logs", "--write").status == 2)
    #expect(try session.lorac("lr-find").status == 1)
    session.expectSnapshot("lr-find/usage.txt")
  }

  /// What the recipe's text cannot take, or its optimizer, is said, and the file stays as it is.
  @Test func recipesThatAreLeftAlone() throws {
    let session = try Self.session()
    let sgd = Self.recipe.replacing("AdamW8bit", with: "SGDNesterov")
    try session.write(sgd, to: "sgd.yaml")
    let unknown = try session.lorac("lr-find", "sgd.yaml", "--from", "logs", "--write")
    #expect(unknown.status == 1 && unknown.errors.contains("warning[LR1027]"))
    let reset =
      "lorac: 1\nextends: realistic\nname: cat\nmodel: {base: a.safetensors}\ndataset: {images: [t]}\noptimizer: null\n"
    try session.write(reset, to: "null.yaml")
    let refused = try session.lorac("lr-find", "null.yaml", "--from", "logs", "--write")
    #expect(
      refused.status == 1 && refused.errors.contains("error[LR1026]: 'null.yaml' is left as it is"), "\(refused.errors)"
    )
    #expect(try readFile("\(session.folder)/sgd.yaml") == Array(sgd.utf8))
    #expect(try readFile("\(session.folder)/null.yaml") == Array(reset.utf8))
  }

  // MARK: Searches

  @Test func searchesHere() throws {
    let session = try Session.native()
    let found = try session.lorac("lr-find", "--run-dir", "run", "--write", "--threads", "2")
    #expect(found.status == 0, "\(found.errors)")
    #expect(
      found.errors.contains("moka-lr-find: DAdaptation until d·lr stays where it is, at most 500 steps, kept in run"))
    #expect(found.output.contains("plateau  ") && found.output.contains("written:"))
    let left = try session.shell("ls run | sed 's/tfevents.*/tfevents/'; ls run/state; ls")
    #expect(
      left.output == "events.jsonl\nevents.out.tfevents\nlr-find.json\nplan.json\nrecipe.yaml\nsamples\nstate\n"
        + "base.safetensors\nrecipe.yaml\nrun\ntrain\n", "\(left.output)")
    #expect(try session.shell("tail -n 1 run/events.jsonl").output.hasPrefix("{\"event\":\"stopped\""))
    // The log of the run says the same as the run itself.
    let rate = try session.shell("grep -m1 unet_lr run/lr-find.json").output
    let read = try session.lorac("lr-find", "--from", "run", "--format", "json")
    #expect(!rate.isEmpty && read.output.contains(rate), "\(rate) \(read.output.prefix(600))")
    #expect(try session.lorac("check").status == 0)
    for folder in ["run", "train"] {
      let refused = try session.lorac("lr-find", "--run-dir", folder).errors
      #expect(refused.contains("error[LR0721]") && !refused.contains("--overwrite"), "\(refused)")
    }
  }

  @Test func findsNothingInTime() throws {
    let session = try Session.native()
    let outcome = try session.lorac("lr-find", "--steps", "60", "--diagnostics", "concise")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("LR1020") || outcome.errors.contains("LR1021"), "\(outcome.errors)")
    let kept = try session.shell("cat runs/moka-lr-find/*/lr-find.json")
    #expect(kept.output.contains(#""ending": "limit""#) && kept.output.contains(#""plateau": null"#))
    #expect(kept.output.contains(#""recipe": "recipe.yaml""#))
  }

  @Test func stopsWhenAsked() throws {
    let session = try Session.native()
    let stopped = try session.beside(
      ["lr-find", "--run-dir", "run", "--diagnostics", "concise"], after: 3, "kill -INT $pid")
    #expect(stopped.status == 3)
    #expect(stopped.errors.contains("LR1029"), "\(stopped.errors)")
    #expect(try session.shell("grep ending run/lr-find.json; ls run/state").output == "  \"ending\": \"stopped\",\n")
  }

  /// A stand-in for accelerate logs a curve in two parts, and then trains on until it is told to stop.
  @Test func searchesThroughKohya() throws {
    let session = try Session.native()
    try session.write("", to: "sd-scripts/train_network.py")
    try session.write("", to: "sd-scripts/sdxl_train_network.py")
    let curve = Self.log(112) { [("lr/d*lr/unet", Self.value($0)), ("lr/unet", 1)] }
    try writeFile(curve, to: "\(session.folder)/curve")
    try session.write(
      """
      #!/bin/bash
      for word in "$@"; do case $word in --logging_dir=*) logs=${word#*=};; esac; done
      mkdir -p "$logs/20261121/network_train"
      file=$logs/20261121/network_train/events.out.tfevents.1.h.1.0
      head -c 2000 curve > $file
      trap 'echo KeyboardInterrupt; exit 1' INT
      for step in $(seq 1 6000); do
        [ $step = 20 ] && cp curve $file
        printf '\\rsteps:  50%%|x | %d/500 [00:02<00:02,  2.00s/it, avr_loss=0.1]' $step
        sleep 0.1
      done
      exit 1
      """, to: "venv/bin/accelerate")
    try session.write("#!/bin/sh\n", to: "venv/bin/python")
    try session.shell("chmod +x venv/bin/*")
    session.environment = [
      "VIRTUAL_ENV": session.folder + "/venv", "LORAC_SD_SCRIPTS": session.folder + "/sd-scripts",
    ]
    let found = try session.lorac("lr-find", "--backend", "kohya", "--run-dir", "run")
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("plateau         3.64e-5, reached at step 60"), "\(found.output)")
    #expect(found.output.contains("through kohya sd-scripts, as lr/d*lr/unet"))
    let command = try session.shell("cat run/command.sh").output
    for word in ["--optimizer_type=DAdaptation", "--lr_scheduler=constant", "--max_train_steps=500", "--unet_lr=1"] {
      #expect(command.contains(word), "\(word): \(command)")
    }
    #expect(!command.contains("save_every"))
    #expect(try session.shell("tail -n 1 run/events.jsonl").output.contains("stopped"))
  }
}
