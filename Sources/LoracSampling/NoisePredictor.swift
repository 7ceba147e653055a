import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor

/// The U-Net's forward passes for pictures of any size, with guidance.
final class NoisePredictor {
  /// What a picture shall show, and what it shall not.
  struct Guidance {
    /// The states of the prompt's text, [tokens, width].
    let positive: [Float]
    /// Those of the negative prompt; nil without guidance, which then costs nothing.
    let negative: [Float]?
    /// How far the prediction is driven from the negative's towards the positive's, and beyond.
    let scale: Float
  }

  private let configuration: UNetConfiguration
  private let weights: any NetworkWeights
  private let room: ExecutorRoom
  private var adapters: AdapterLayout?
  private var networks: [NoiseNetwork.Form: NoiseNetwork] = [:]

  init(
    _ configuration: UNetConfiguration, _ weights: any NetworkWeights, adapters: AdapterLayout?, in room: ExecutorRoom
  ) {
    self.configuration = configuration
    self.weights = weights
    self.adapters = adapters
    self.room = room
  }

  /// Forgets graphs, when the adapters' layout changed.
  func use(_ adapters: AdapterLayout?) {
    self.adapters = adapters
    networks = [:]
  }

  /// Forgets the graphs of all sizes.
  func release() { networks = [:] }

  /// The prediction for pictures at one time; all guidances have a negative or none has.
  ///
  /// - Shape: latents [pictures, height, width, 4] → the same.
  func predict(
    _ latents: [Float], height: Int, width: Int, time: Float, _ guidance: [Guidance], parameters: FloatRegion
  ) throws(OutOfMemory) -> [Float] {
    let isGuided = guidance.contains { $0.negative != nil }
    // As kohya's pipeline has them: all negatives, then all positives.
    let contexts = (isGuided ? guidance.map { $0.negative ?? $0.positive } : []) + guidance.map(\.positive)
    let tokens = contexts[0].count / configuration.contextWidth
    let form = NoiseNetwork.Form(pictures: contexts.count, height: height, width: width, tokens: tokens)
    let network = networks[form] ?? NoiseNetwork(configuration, form, weights: weights, adapters: adapters)
    networks[form] = network
    let executor = try room.executor(for: network.program)
    let input = executor.input(network.latents, of: network.program).region
    for copy in 0..<contexts.count / guidance.count {
      input[copy * latents.count..<(copy + 1) * latents.count].copy(latents)
    }
    let context = executor.input(network.context, of: network.program).region
    for (index, states) in contexts.enumerated() {
      context[index * states.count..<(index + 1) * states.count].copy(states)
    }
    executor.input(network.time, of: network.program).region.copy(
      timeSinusoids(
        Array(repeating: time, count: contexts.count), width: configuration.architecture.baseChannels))
    executor.forward(network.program, parameters: parameters)
    let output = executor.output(of: network.program).region
    guard isGuided else { return output.values }
    return combine(output.divided(at: latents.count), guidance)
  }

  /// negative + scale · (positive - negative), picture by picture.
  private func combine(_ output: (negative: FloatRegion, positive: FloatRegion), _ guidance: [Guidance]) -> [Float] {
    var result = output.positive.values
    let size = result.count / guidance.count
    result.withRegion { result in
      for (index, one) in guidance.enumerated() {
        let range = index * size..<(index + 1) * size
        room.workers.accumulate(output.negative[range], alpha: -1, beta: 1, into: result[range])
        room.workers.accumulate(output.negative[range], beta: one.scale, into: result[range])
      }
    }
    return result
  }
}
