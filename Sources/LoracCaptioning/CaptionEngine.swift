internal import LoracGraph
internal import LoracTensor
internal import LoracWeights

/// A BLIP model with the memory to run it: looks at one picture at a time and scores the next tokens of texts about it.
///
/// Not for several threads at once: all runs share the memory.
final class CaptionEngine {
  let configuration: BLIPConfiguration
  private let weights: BLIPWeights
  private let vision: VisionNetwork
  private let picture: PictureMemory
  private let words: FrozenMatrix
  private let positions: FrozenMatrix
  private var executor: Executor
  private var networks: [TextNetwork.Form: TextNetwork] = [:]
  private var memory: TextMemory

  init(_ configuration: BLIPConfiguration, _ weights: BLIPWeights, threads: Int) throws(BLIPError) {
    if let problem = BLAS.problem { throw .noBLAS(problem) }
    self.configuration = configuration
    self.weights = weights
    vision = VisionNetwork(configuration, weights)
    let (text, path) = (configuration.text, "text_decoder.bert.embeddings")
    words = weights.matrix(
      "\(path).word_embeddings", outputs: text.vocabularySize, inputs: text.width, taps: 1)
    positions = weights.matrix(
      "\(path).position_embeddings", outputs: text.positionCount, inputs: text.width, taps: 1)
    do {
      picture = try PictureMemory(configuration)
      executor = try Executor(for: [vision.program], workers: Workers(count: threads))
      memory = try TextMemory(text, texts: 1, length: 1)
    } catch {
      throw .outOfMemory(byteCount: error.byteCount)
    }
  }

  /// Looks at a picture; `patches` are the numbers that ``PicturePreparation`` makes of it.
  func look(at patches: [Float]) {
    executor.input(vision.patches, of: vision.program).region.copy(patches)
    forward(vision.program)
    for layer in 0..<configuration.text.layerCount {
      picture.keys(layer).copy(executor.result(vision.keys[layer], of: vision.program).region)
      picture.values(layer).copy(executor.result(vision.values[layer], of: vision.program).region)
    }
  }

  /// What the vision transformer made of the picture, [tokens, width]; valid until a text is read.
  var pictureTokens: [Float] { executor.output(of: vision.program).region.values }

  /// Reads the first tokens of a text and scores the next one; `texts` and `length` bound what will come of it.
  ///
  /// - Returns: One score for each token of the vocabulary.
  func begin(_ tokens: [Int], texts: Int, length: Int) throws(BLIPError) -> [Float] {
    do {
      memory = try TextMemory(configuration.text, texts: texts, length: length)
    } catch {
      throw .outOfMemory(byteCount: error.byteCount)
    }
    let network = try network(.prompt(tokens: tokens.count))
    embed(tokens, from: 0, step: 1, network)
    forward(network.program)
    memory.begin(read(network.new, network), tokens: tokens.count)
    return executor.output(of: network.program).region.values
  }

  /// Goes on with the texts `sources`, each with one token more, and scores what comes next.
  ///
  /// - Returns: One score for each text and each token of the vocabulary.
  func advance(_ tokens: [Int], from sources: [Int]) throws(BLIPError) -> [Float] {
    precondition(tokens.count == sources.count, "a token for each text")
    memory.select(sources)
    let network = try network(.step(texts: tokens.count, past: memory.length))
    embed(tokens, from: memory.length, step: 0, network)
    for layer in 0..<configuration.text.layerCount {
      executor.input(network.past.keys[layer], of: network.program).region.copy(memory.part(2 * layer))
      executor.input(network.past.values[layer], of: network.program).region.copy(memory.part(2 * layer + 1))
    }
    forward(network.program)
    memory.append(read(network.new, network))
    return executor.output(of: network.program).region.values
  }

  /// Writes the sums of the embeddings of `tokens` and of their positions, which grow by `step`.
  private func embed(_ tokens: [Int], from position: Int, step: Int, _ network: TextNetwork) {
    let (width, target) = (configuration.text.width, executor.input(network.embeddings, of: network.program).region)
    var place = [Float](repeating: 0, count: width)
    for (index, token) in tokens.enumerated() {
      let row = target[index * width..<(index + 1) * width]
      words.row(token, into: row)
      place.withRegion {
        positions.row(position + index * step, into: $0)
        for column in 0..<width { row[column] += $0[column] }
      }
    }
  }

  private func forward(_ program: Program) {
    var parameters: [Float] = []
    parameters.withRegion { executor.forward(program, parameters: $0) }
  }

  private func read(_ new: TextNetwork.Memory, _ network: TextNetwork) -> [FloatRegion] {
    zip(new.keys, new.values).flatMap { keys, values in
      [executor.result(keys, of: network.program).region, executor.result(values, of: network.program).region]
    }
  }

  /// The network of that form, with room to run it.
  private func network(_ form: TextNetwork.Form) throws(BLIPError) -> TextNetwork {
    let network = networks[form] ?? TextNetwork(configuration, weights, form, picture: picture)
    networks[form] = network
    do {
      try executor.makeRoom(for: network.program)
    } catch {
      throw .outOfMemory(byteCount: error.byteCount)
    }
    return network
  }
}
