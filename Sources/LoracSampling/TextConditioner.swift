import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracPrompts
import LoracTensor

/// Turns prompts into what the U-Net reads of them.
///
/// Each row of tokens is encoded by itself and the states stand one after another. They are multiplied by the weights, and then
/// by the number that brings their mean back: one number for all rows as in sd-scripts' pipeline
/// (library/lpw_stable_diffusion.py:247-416), or one for each row as A1111 does.
final class TextConditioner {
  private struct Form: Hashable {
    let chunks: Int
    let clipSkip: Int
  }

  private struct Key: Hashable {
    let rows: PromptRows.Rows
    let isMeanPerRow: Bool
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

  /// The weighted states of a text, [rows · 77, width].
  func states(
    of rows: PromptRows.Rows, isMeanPerRow: Bool, clipSkip: Int, parameters: FloatRegion
  ) throws(OutOfMemory) -> [Float] {
    let form = Form(chunks: rows.tokens.count, clipSkip: clipSkip)
    let key = Key(rows: rows, isMeanPerRow: isMeanPerRow, form: form)
    if let states = known[key] { return states }
    let network =
      networks[form]
      ?? TextNetwork(configuration, chunks: form.chunks, clipSkip: clipSkip, weights: weights, adapters: adapters)
    networks[form] = network
    let executor = try room.executor(for: network.program)
    let tokens = rows.tokens.flatMap { $0.map(Int.init) }
    embedding.embed(tokens, into: executor.input(network.embeddings, of: network.program).region)
    executor.forward(network.program, parameters: parameters)
    var states = executor.output(of: network.program).region.values
    let width = states.count / tokens.count
    if isMeanPerRow {
      var start = 0
      for factors in rows.weights {
        Self.weigh(&states[start..<start + factors.count * width], by: factors)
        start += factors.count * width
      }
    } else {
      Self.weigh(&states[...], by: rows.weights.flatMap(\.self))
    }
    // A few hundred texts take some tens of megabytes.
    if known.count >= 256 { known = [:] }
    known[key] = states
    return states
  }

  /// Multiplies the state of each token by its factor, then all by the number that restores the mean.
  private static func weigh(_ states: inout ArraySlice<Float>, by factors: [Float]) {
    guard factors.contains(where: { $0 != 1 }) else { return }
    let width = states.count / factors.count
    let before = states.reduce(0.0) { $0 + Double($1) }
    for (token, factor) in factors.enumerated() where factor != 1 {
      let start = states.startIndex + token * width
      for index in start..<start + width { states[index] *= factor }
    }
    let after = states.reduce(0.0) { $0 + Double($1) }
    let ratio = Float(before / after)
    for index in states.indices { states[index] *= ratio }
  }
}
