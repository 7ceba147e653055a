internal import LoracGraph
internal import LoracNetworks
internal import LoracTensor

/// The text decoder for one number of tokens that it reads at once and one number of those that it has read before.
///
/// The keys and values of earlier tokens are inputs, those of the new ones are results: who runs the network keeps them,
/// so that nothing is computed twice. A graph has fixed shapes, hence one for each length; it costs a thousandth of a run.
struct TextNetwork {
  /// What decides the shapes.
  enum Form: Sendable, Hashable {
    /// The first tokens of a text, all at once.
    case prompt(tokens: Int)
    /// One more token for each of several texts, all of which have `past` tokens.
    case step(texts: Int, past: Int)
  }

  /// Keys and values, one of each for each layer.
  struct Memory {
    var keys: [Value] = []
    var values: [Value] = []
  }

  /// The graph with its memory plan; its output is the scores, [1, texts, vocabulary].
  let program: Program
  /// The sums of the embeddings of tokens and positions, [1, tokens, width].
  let embeddings: Value
  /// Keys and values of the tokens before, [texts, past, width]; none for a prompt.
  let past: Memory
  /// Keys and values of the tokens read, [1, tokens, width].
  let new: Memory

  /// `picture` holds the keys and values that ``VisionNetwork`` computes: for each layer two regions.
  init(_ configuration: BLIPConfiguration, _ weights: BLIPWeights, _ form: Form, picture: PictureMemory) {
    let text = configuration.text
    let tokens =
      switch form {
      case .prompt(let tokens): tokens
      case .step(let texts, _): texts
      }
    var (builder, past, new) = (NetworkBuilder(weights), Memory(), Memory())
    embeddings = builder.graph.input([1, tokens, text.width], label: "embeddings")
    var x = builder.layerNormalize("text_decoder.bert.embeddings.LayerNorm", embeddings, epsilon: text.epsilon)
    for index in 0..<text.layerCount {
      let layer = Layer(path: "text_decoder.bert.encoder.layer.\(index)", text: text)
      let attended = layer.lookBack(&builder, x, form, past: &past, new: &new)
      let seen = layer.look(&builder, attended, picture, index)
      x = layer.feedForward(&builder, seen)
    }
    // Only the last token of a prompt says what comes next.
    if case .prompt = form, tokens > 1 {
      x = builder.append(TakeRows([tokens - 1], shape: [1, 1, text.width]), [x], label: "text_decoder.last")
    }
    builder.graph.setOutput(Self.scores(&builder, x, text))
    self.past = past
    self.new = new
    program = Program(builder.graph, trains: false)
  }

  private static func scores(_ builder: inout NetworkBuilder, _ x: Value, _ text: BLIPConfiguration.Text) -> Value {
    let path = "text_decoder.cls.predictions"
    let dense = builder.linear("\(path).transform.dense", x, outputs: text.width)
    let activated = builder.append(Activate(text.activation), [dense], label: "\(path).transform")
    let normalized = builder.layerNormalize("\(path).transform.LayerNorm", activated, epsilon: text.epsilon)
    return builder.linear("\(path).decoder", normalized, outputs: text.vocabularySize)
  }
}

/// One layer of the decoder; each of its three parts ends in a normalization of the sum with what it began with.
private struct Layer {
  let path: String
  let text: BLIPConfiguration.Text

  /// Attention to the tokens so far.
  func lookBack(
    _ builder: inout NetworkBuilder, _ x: Value, _ form: TextNetwork.Form, past: inout TextNetwork.Memory,
    new: inout TextNetwork.Memory
  ) -> Value {
    let path = "\(path).attention"
    let q = builder.linear("\(path).self.query", x, outputs: text.width)
    let k = builder.linear("\(path).self.key", x, outputs: text.width)
    let v = builder.linear("\(path).self.value", x, outputs: text.width)
    new.keys.append(k)
    new.values.append(v)
    builder.graph.addResult(k)
    builder.graph.addResult(v)
    let attended: Value
    switch form {
    case .prompt:
      attended = builder.append(Attention(heads: text.headCount, isCausal: true), [q, k, v], label: path)
    case .step(let texts, let length):
      func extend(_ name: String, _ x: Value, _ list: inout [Value]) -> Value {
        let before = builder.graph.input([texts, length, text.width], label: "\(path).\(name)")
        list.append(before)
        return builder.append(
          ConcatenateTokens(), [before, each(&builder, x, texts, path)], label: "\(path).\(name)")
      }
      let (keys, values) = (extend("keys", k, &past.keys), extend("values", v, &past.values))
      let queries = each(&builder, q, texts, path)
      let result = builder.append(Attention(heads: text.headCount), [queries, keys, values], label: path)
      attended = builder.append(TakeRows(Array(0..<texts), shape: [1, texts, text.width]), [result], label: path)
    }
    return finish(&builder, "\(path).output", attended, x)
  }

  /// The tokens of one sequence as the tokens of one sequence each.
  private func each(_ builder: inout NetworkBuilder, _ x: Value, _ texts: Int, _ label: String) -> Value {
    builder.append(TakeRows(Array(0..<texts), shape: [texts, 1, text.width]), [x], label: label)
  }

  /// Attention to the picture, which is the same for all texts.
  func look(_ builder: inout NetworkBuilder, _ x: Value, _ picture: PictureMemory, _ index: Int) -> Value {
    let path = "\(path).crossattention"
    let keys = builder.graph.input(picture.shape, label: "\(path).keys", in: picture.keys(index))
    let values = builder.graph.input(picture.shape, label: "\(path).values", in: picture.values(index))
    let q = builder.linear("\(path).self.query", x, outputs: text.width)
    let attended = builder.append(Attention(heads: text.headCount), [q, keys, values], label: path)
    return finish(&builder, "\(path).output", attended, x)
  }

  func feedForward(_ builder: inout NetworkBuilder, _ x: Value) -> Value {
    let inner = builder.linear("\(path).intermediate.dense", x, outputs: text.feedForwardWidth)
    let activated = builder.append(Activate(text.activation), [inner], label: "\(path).intermediate")
    return finish(&builder, "\(path).output", activated, x)
  }

  private func finish(_ builder: inout NetworkBuilder, _ path: String, _ x: Value, _ start: Value) -> Value {
    let dense = builder.linear("\(path).dense", x, outputs: text.width)
    let sum = builder.add(dense, start, label: path)
    return builder.layerNormalize("\(path).LayerNorm", sum, epsilon: text.epsilon)
  }
}
