import LoracTestSupport

/// Sessions that train with lorac's own trainer, on a base model of random weights and three pictures, made as small as they go.
extension Session {
  private static let nativeRecipe = """
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

  /// The words of a run that is kept in the folder `run`.
  static let nativeRun = ["run", "--run-dir", "run", "--diagnostics", "concise"]

  /// A session with the recipe and what it names.
  static func native() throws -> Session {
    let session = try Session()
    try session.write(nativeRecipe, to: "recipe.yaml")
    let folder = "\(Session.repository)/Tests/CommandTests/Fixtures/moka"
    for (from, to) in [
      ("base.safetensors", "base.safetensors"), ("train/2_moka/02_face.png", "train/2.png"),
      ("train/2_moka/08_books.png", "train/8.png"), ("train/2_moka/06_sunset.jpg", "train/6.jpg"),
    ] {
      try writeFile(try readFile("\(folder)/\(from)"), to: "\(session.folder)/\(to)")
    }
    return session
  }

  /// The bytes of a LoRA file's tensors, without the header, which tells of the time.
  func tensors(_ path: String = "output/moka.safetensors") throws -> ArraySlice<UInt8> {
    let bytes = try readFile("\(folder)/\(path)")
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    return bytes[(8 + length)...]
  }

  /// The tensors of all files that were saved, by name.
  func savedTensors() throws -> [String: ArraySlice<UInt8>] {
    let names = try namesInFolder("\(folder)/output")
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try tensors("output/\($0)")) })
  }

  /// The steps that `run/events.jsonl` tells of, in order.
  func steps() throws -> [String] {
    let line = #"sed -n 's/^{"event":"step",.*"step":\([0-9]*\),.*/\1/p' run/events.jsonl"#
    return try shell(line).output.split(separator: "\n").map(String.init)
  }

  /// Runs lorac beside `script`, in which `$pid` is its process, after the step `after` is logged; gives both's output.
  ///
  /// `before` is done by the process that becomes lorac.
  func beside(
    _ arguments: [String], after step: Int, before: String = ":", _ script: String
  ) throws -> Outcome {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    return try shell(
      """
      (\(before); exec '\(Session.program)' \(words)) & pid=$!
      until grep -qs '"event":"step",.*"step":\(step),' run/events.jsonl; do kill -0 $pid || break; sleep 0.02; done
      \(script)
      wait $pid
      """)
  }
}
