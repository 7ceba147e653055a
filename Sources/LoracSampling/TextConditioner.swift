import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTokenizer

/// A stretch of a prompt that counts more or less than the rest.
package struct PromptPart: Sendable, Hashable {
  /// The text.
  package var text: String
  /// How much it counts; 1 is normal.
  package var weight: Double

  /// `text` at `weight`.
  package init(_ text: String, weight: Double = 1) {
    self.text = text
    self.weight = weight
  }
}

/// A prompt's tokens, without start and end, and the weight of each.
struct PromptTokens: Hashable {
  var tokens: [UInt16] = []
  var weights: [Double] = []

  /// The tokens of `parts`; each part is tokenized alone (sd-scripts library/lpw_stable_diffusion.py:130-162).
  init(_ parts: [PromptPart], limit: Int?) {
    for part in parts {
      let own = CLIPTokenizer.shared.tokens(of: part.text)
      tokens += own
      weights += Array(repeating: part.weight, count: own.count)
    }
    if let limit, tokens.count > limit {
      tokens.removeLast(tokens.count - limit)
      weights.removeLast(weights.count - limit)
    }
  }

  /// How many chunks of 75 tokens it needs.
  var chunkCount: Int { max(1, (tokens.count + chunkLength - 1) / chunkLength) }
}

/// Tokens of a chunk, start and end not counted.
let chunkLength = TokenChunks.longestRow - 2

/// Turns prompts into what the U-Net reads of them.
///
/// As sd-scripts' pipeline with long prompts and weights (library/lpw_stable_diffusion.py:247-416): chunks of 75 tokens, each
/// with a start and an end of its own; the states are multiplied by the weights, and then all of them by one number, so that
/// their mean is what it was.
final class TextConditioner {
  private struct Form: Hashable {
    let chunks: Int
    let clipSkip: Int
  }

  private struct Key: Hashable {
    let tokens: PromptTokens
    let form: Form
  }

  private let configuration: CLIPTextConfiguration
  private let weights: any NetworkWeights
  private let embedding: TokenEmbedding
  private let room: ExecutorRoom
  private var adapters: AdapterLayout?
  private var networks: [Form: TextNetwork] = [:]
  private var known: [Key: [Float]] = [:]

  init(
    _ configuration: CLIPTextConfiguration, _ weights: any NetworkWeights, adapters: AdapterLayout?,
    in room: ExecutorRoom
  ) {
    self.configuration = configuration
    self.weights = weights
    self.adapters = adapters
    self.room = room
    embedding = TokenEmbedding(configuration, weights)
  }

  /// Forgets states, when the adapters' numbers changed.
  func forgetStates() { known = [:] }

  /// Forgets graphs as well, when the adapters' layout changed.
  func use(_ adapters: AdapterLayout?) {
    self.adapters = adapters
    networks = [:]
    known = [:]
  }

  /// The weighted states of a prompt, [chunks · 77, width].
  func states(
    of prompt: PromptTokens, chunks: Int, clipSkip: Int, parameters: FloatRegion
  ) throws(OutOfMemory) -> [Float] {
    let form = Form(chunks: chunks, clipSkip: clipSkip)
    let key = Key(tokens: prompt, form: form)
    if let states = known[key] { return states }
    let rows = TokenChunks(prompt.tokens, weights: prompt.weights, limit: chunks * chunkLength)
    let network =
      networks[form]
      ?? TextNetwork(configuration, chunks: chunks, clipSkip: clipSkip, weights: weights, adapters: adapters)
    networks[form] = network
    let executor = try room.executor(for: network.program)
    embedding.embed(rows.tokens.map(Int.init), into: executor.input(network.embeddings, of: network.program).region)
    executor.forward(network.program, parameters: parameters)
    var states = executor.output(of: network.program).region.values
    if let factors = rows.weights { Self.weigh(&states, by: factors) }
    known[key] = states
    return states
  }

  /// Multiplies each row by its factor, then all by the number that restores the mean.
  private static func weigh(_ states: inout [Float], by factors: [Float]) {
    guard factors.contains(where: { $0 != 1 }) else { return }
    let width = states.count / factors.count
    let before = states.reduce(0.0) { $0 + Double($1) }
    for (row, factor) in factors.enumerated() where factor != 1 {
      for index in row * width..<(row + 1) * width { states[index] *= factor }
    }
    let after = states.reduce(0.0) { $0 + Double($1) }
    let ratio = Float(before / after)
    for index in states.indices { states[index] *= ratio }
  }
}
