import LoracRecipeEdits
import Testing

@Suite struct RecipeEditorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let recipe: String
    let edits: [RecipeEdit]
    let result: String

    init(_ description: String, _ recipe: String, _ edits: [RecipeEdit], _ result: String) {
      testDescription = description
      self.recipe = recipe
      self.edits = edits
      self.result = result
    }
  }

  static let rates = [RecipeEdit("optimizer.unet_lr", "3.6e-5"), RecipeEdit("optimizer.text_encoder_lr", "3.6e-6")]

  static let cases: [Case] = [
    Case(
      "values in lines, with comments",
      "optimizer:\n  type: AdamW8bit   # small\n  unet_lr: 1e-4     # guessed\n  text_encoder_lr: unet_lr/10\n",
      [RecipeEdit("optimizer.unet_lr", "3.6e-5")],
      "optimizer:\n  type: AdamW8bit   # small\n  unet_lr: 3.6e-5   # guessed\n  text_encoder_lr: unet_lr/10\n"),
    Case(
      "comments in a column, as far as there is room",
      "optimizer:\n  type: Lion            # small\n  unet_lr: 1e-4   # guessed\nnetwork: {rank: 16}     # enough\n",
      [
        RecipeEdit("optimizer.unet_lr", "0.000123456"), RecipeEdit("network.rank", "8"),
        RecipeEdit("optimizer.type", "AdamW8bit"),
      ],
      "optimizer:\n  type: AdamW8bit       # small\n  unet_lr: 0.000123456  # guessed\n"
        + "network: {rank: 8}      # enough\n"),
    Case(
      "values between braces", "optimizer: {type: AdamW, unet_lr: 1e-4}  # both\n", rates,
      "optimizer: {type: AdamW, unet_lr: 3.6e-5, text_encoder_lr: 3.6e-6}  # both\n"),
    Case(
      "a key behind those that the reference lists before it",
      "optimizer:\n  type: Lion\n  max_grad_norm: 1\n", rates,
      "optimizer:\n  type: Lion\n  unet_lr: 3.6e-5\n  text_encoder_lr: 3.6e-6\n  max_grad_norm: 1\n"),
    Case(
      "a missing block at its place, with the author's empty lines",
      "lorac: 1\nname: cat\n\nnetwork:\n  rank: 8\n\n# long enough\ntrain:\n  epochs: 10\n", rates,
      """
      lorac: 1
      name: cat

      network:
        rank: 8

      optimizer:
        unet_lr: 3.6e-5
        text_encoder_lr: 3.6e-6

      # long enough
      train:
        epochs: 10

      """),
    Case(
      "a missing block in one line where others are", "lorac: 1\nnetwork: {rank: 8}\ntrain: {epochs: 10}\n", rates,
      """
      lorac: 1
      network: {rank: 8}
      optimizer: {unet_lr: 3.6e-5, text_encoder_lr: 3.6e-6}
      train: {epochs: 10}

      """),
    Case(
      "no ending on the last line, and Windows's on the others", "lorac: 1\r\nname: cat",
      [RecipeEdit("train.seed", "42")], "lorac: 1\r\nname: cat\r\ntrain:\r\n  seed: 42"),
    Case(
      "comments that belong to the block before", "network:\n  rank: 8\n  # alpha: 4\n\n# steps\ntrain: {epochs: 1}\n",
      [RecipeEdit("loss.noise_offset", "0.05"), RecipeEdit("optimizer.type", "Lion")],
      "network:\n  rank: 8\n  # alpha: 4\n\noptimizer:\n  type: Lion\n\n# steps\ntrain: {epochs: 1}\n\n"
        + "loss:\n  noise_offset: 0.05\n"),
    Case(
      "a block with nothing in it", "optimizer:   # to be found\n  # unet_lr: 1e-4\ntrain: {epochs: 1}\n",
      [RecipeEdit("optimizer.unet_lr", "1e-5")],
      "optimizer:   # to be found\n  unet_lr: 1e-5\n  # unet_lr: 1e-4\ntrain: {epochs: 1}\n"),
    Case(
      "empty braces", "optimizer: {}\n", rates, "optimizer: {unet_lr: 3.6e-5, text_encoder_lr: 3.6e-6}\n"),
    Case(
      "braces over several lines", "optimizer: {\n  type: Lion,   # small\n  max_grad_norm: 1   # default\n}\n",
      [RecipeEdit("optimizer.unet_lr", "1e-5"), RecipeEdit("optimizer.zzz", "1")],
      "optimizer: {\n  type: Lion,   # small\n  unet_lr: 1e-5,\n  max_grad_norm: 1,   # default\n  zzz: 1\n}\n"),
    Case(
      "quotes are kept", "name: 'cat'\ndescription: \"a cat\"\nn: \"1\"\n",
      [RecipeEdit("name", "it's a dog"), RecipeEdit("description", "a dog"), RecipeEdit("n", "2")],
      "name: 'it''s a dog'\ndescription: \"a dog\"\nn: 2\n"),
    Case(
      "a text that needs quotes between braces", "sample: {sampler: lms}\n",
      [RecipeEdit("sample.negative", "bad, ugly")],
      "sample: {sampler: lms, negative: \"bad, ugly\"}\n"),
    Case(
      "an anchor keeps its value for others",
      "a: {lr: &rate 1e-4}  # both\nb: {lr: *rate}\nc: *rate\n", [RecipeEdit("a.lr", "2e-4")],
      "a: {lr: &rate 2e-4}  # both\nb: {lr: 1e-4}\nc: 1e-4\n"),
    Case(
      "an alias is replaced where it stands", "a: &rate 1e-4\nb: {lr: *rate}\nc: *rate\n", [RecipeEdit("b.lr", "2e-4")],
      "a: &rate 1e-4\nb: {lr: 2e-4}\nc: *rate\n"),
    Case(
      "a mapping from an alias is overridden", "a: &o\n  type: Lion\n  unet_lr: 1\nb: *o\n",
      [RecipeEdit("b.unet_lr", "2e-4")],
      "a: &o\n  type: Lion\n  unet_lr: 1\nb: {<<: *o, unet_lr: 2e-4}\n"),
    Case(
      "a merged key is overridden", "a: &o {type: Lion, unet_lr: 1}\nb:\n  <<: *o   # same\n  max: 1\n",
      [RecipeEdit("b.unet_lr", "2e-4")],
      "a: &o {type: Lion, unet_lr: 1}\nb:\n  <<: *o   # same\n  max: 1\n  unet_lr: 2e-4\n"),
    Case(
      "what merges an edited anchor keeps its value", "a: &o {type: Lion, unet_lr: 1}\nb: {<<: *o, max: 1}\nc: *o\n",
      [RecipeEdit("a.unet_lr", "2")],
      "a: &o {type: Lion, unet_lr: 2}\nb: {<<: *o, max: 1, unet_lr: 1}\nc: {<<: *o, unet_lr: 1}\n"),
    Case(
      "what repeats an anchor does not get its new keys", "a: &o {type: Lion}\nb: *o\n", [RecipeEdit("a.unet_lr", "2")],
      "a: &o {type: Lion, unet_lr: 2}\nb: {type: Lion}\n"),
    Case(
      "an item of a list", "dataset:\n  images:\n    - path: a   # cats\n      repeats: 3\n    - {path: b}\n",
      [RecipeEdit("dataset.images.0.repeats", "5"), RecipeEdit("dataset.images.1.repeats", "7")],
      "dataset:\n  images:\n    - path: a   # cats\n      repeats: 5\n    - {path: b, repeats: 7}\n"),
    Case(
      "a key goes with its comment", "train:\n  epochs: 10   # ten\n  # the answer\n  seed: 42\n",
      [.remove("train.epochs")], "train:\n  # the answer\n  seed: 42\n"),
    Case(
      "the last key leaves empty braces", "train:   # how long\n  # ten\n  epochs: 10\nname: cat\n",
      [.remove("train.epochs")], "train: {}   # how long\n  # ten\nname: cat\n"),
    Case(
      "a key between braces", "train: {epochs: 10, seed: 42}\nb: {a: 1, b: 2,}\nc: {a: 1}\n",
      [.remove("train.epochs"), .remove("b.b"), .remove("c.a")], "train: {seed: 42}\nb: {a: 1,}\nc: {}\n"),
    Case(
      "a block and the aliases of its anchors", "a:\n  b: &x 1\nc: *x\n", [.remove("a")], "c: 1\n"),
    Case("a key that is not there", "a: 1\n", [.remove("b.c")], "a: 1\n"),
    Case("an equal value as it is written", "a: 1e-4 # x\n", [RecipeEdit("a", "0.0001")], "a: 1e-4 # x\n"),
    Case(
      "a list for a list", "dataset: {resolution: [512, 768]}\n", [RecipeEdit("dataset.resolution", "512x512")],
      "dataset: {resolution: 512x512}\n"),
    Case(
      "one line for a block", "a:   # x\n  - 1\n  - 2\nb: |\n  text\nc: 1\n",
      [RecipeEdit("a", "[3]"), RecipeEdit("b", "2")], "a: [3]\nb: 2\nc: 1\n"),
    Case(
      "a JSON recipe", "{\"lorac\": 1, \"train\": {\"epochs\": 1}}", [RecipeEdit("train.seed", "2")],
      "{\"lorac\": 1, \"train\": {\"epochs\": 1, seed: 2}}"),
    Case(
      "a byte order mark and a document's bounds", "\u{FEFF}---\na:\n    b: 1\n...\n",
      [RecipeEdit("a.c", "2"), RecipeEdit("d.e", "é")], "\u{FEFF}---\na:\n    b: 1\n    c: 2\nd:\n    e: é\n...\n"),
    Case(
      "deep keys", "a: 1\n", [RecipeEdit("optimizer.args.weight_decay", "0.1")],
      "a: 1\noptimizer:\n  args: {weight_decay: 0.1}\n"),
  ]

  @Test(arguments: cases) func onlyTheValueChanges(_ one: Case) throws {
    let edited = try RecipeEditor.apply(one.edits, to: Array(one.recipe.utf8))
    #expect(String(decoding: edited.bytes, as: UTF8.self) == one.result)
    #expect(edited.diff.isEmpty == (one.recipe == one.result))
  }

  static let failures: [(String, RecipeEdit, String)] = [
    ("a: [", RecipeEdit("a", "1"), "the recipe cannot be read: '[' is never closed"),
    ("a: 1", RecipeEdit("a..b", "1"), "'a..b' is no key: it has an empty word"),
    ("a: 1", RecipeEdit("a", "x: y"), "'x: y' for 'a' is not one line of YAML"),
    ("a: 1", RecipeEdit("a", "1\nb: 2"), "'1\nb: 2' for 'a' is not one line of YAML"),
    ("a: 1", RecipeEdit("a", "[1"), "'[1' for 'a' is not one line of YAML"),
    ("a: 1", RecipeEdit("a", "*b"), "'*b' for 'a' is not one line of YAML"),
    ("a: 1", RecipeEdit("a", " "), "' ' for 'a' is not one line of YAML"),
    ("a: {b: 1}", RecipeEdit("a.b.c", "1"), "'a.b.c' cannot be set: 'a.b' is an integer"),
    ("a: null", RecipeEdit("a.b", "1"), "'a.b' cannot be set: 'a' is null"),
    ("a: [1]", RecipeEdit("a.1", "2"), "'a.1' cannot be changed: 'a' has 1 item, counted from 0"),
    ("a: &a {b: 1}\nc: {<<: *a}", .remove("c.b"), "'c.b' cannot be taken out: it comes from an anchor"),
  ]

  @Test(arguments: failures) func whatCannotBeDoneIsSaid(_ recipe: String, _ edit: RecipeEdit, _ message: String) {
    do throws(RecipeEditError) {
      _ = try RecipeEditor.apply([edit], to: Array(recipe.utf8))
      Issue.record("no error")
    } catch {
      #expect(error.message == message)
    }
  }
}
