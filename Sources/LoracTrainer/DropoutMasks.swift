import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracPlan
import LoracRandom
import LoracTensor

/// Draws the adapters' dropout as sd-scripts does while its modules compute (networks/lora.py:84-128).
struct DropoutMasks: Sendable {
  private let dropout: Double?
  private let rankDropout: Double?
  private let moduleDropout: Double?
  /// The 1×1 and 3×3 convolutions, whose numbers torch keeps channel by channel.
  private let convolutions: Set<String>

  /// Dropout as `network` says; nil if there is none.
  init?(_ network: NetworkPlan, _ layout: AdapterLayout) {
    // kohya tests for None, so a chance of 0 still draws; it is drawn here too.
    dropout = network.dropout
    rankDropout = network.rankDropout
    moduleDropout = network.moduleDropout
    guard dropout != nil || rankDropout != nil || moduleDropout != nil else { return nil }
    convolutions = Set(layout.entries.filter { $0.module.kind != .linear }.map(\.module.name))
  }

  /// Fills the masks of `modules` in their order of computation, and returns those that are left out altogether.
  func fill(_ modules: [NetworkBuilder.Mask], _ random: inout RunRandom, tensor: (Value) -> Tensor) -> Set<String> {
    var skipped: Set<String> = []
    for module in modules {
      let mask = tensor(module.value)
      if let moduleDropout, random.torch.unit() < Float(moduleDropout) {
        mask.region.fill(0)
        skipped.insert(module.module)
        continue
      }
      mask.region.copy(values(mask.shape, isConvolution: convolutions.contains(module.module), &random))
    }
    return skipped
  }

  private func values(_ shape: Shape, isConvolution: Bool, _ random: inout RunRandom) -> [Float] {
    let (pictures, rank) = (shape.dimensions[0], shape.columns)
    let tokens = shape.rows / pictures
    var result = [Float](repeating: 1, count: shape.count)
    if let dropout {
      var drawn = [Float](repeating: 0, count: shape.count)
      drawn.withUnsafeMutableBufferPointer { random.torch.bernoulli(into: $0, probability: 1 - dropout) }
      let scale = Float(1 / (1 - dropout))
      for picture in 0..<pictures {
        for token in 0..<tokens {
          for column in 0..<rank {
            let at = (picture * tokens + token) * rank + column
            let source = isConvolution ? (picture * rank + column) * tokens + token : at
            result[at] = drawn[source] * scale
          }
        }
      }
    }
    if let rankDropout {
      let kept = random.torch.unit(count: pictures * rank).map { $0 > Float(rankDropout) }
      let scale = Float(1 / (1 - rankDropout))
      for index in result.indices {
        result[index] *= kept[index / (tokens * rank) * rank + index % rank] ? scale : 0
      }
    }
    return result
  }
}
