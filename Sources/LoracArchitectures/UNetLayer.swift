/// One layer of a U-Net with its place: a residual block, a transformer or a sampler.
package struct UNetLayer: Sendable, Hashable {
  /// What a layer computes, with its widths in channels.
  package enum Kind: Sendable, Hashable {
    /// Two 3×3 convolutions with the time embedding between them.
    case residual(input: Int, output: Int)
    /// `depth` transformer layers over `channels`.
    case transformer(channels: Int, depth: Int)
    /// A 3×3 convolution of stride 2.
    case downsampler(channels: Int)
    /// A 3×3 convolution after doubling the size.
    case upsampler(channels: Int)
  }

  /// The way down, the middle, the way up; in kohya's order for SDXL.
  package enum Stage: Sendable, Hashable, CaseIterable {
    /// From the image's size to the smallest.
    case down
    /// At the smallest size.
    case middle
    /// Back to the image's size.
    case up
  }

  /// What it computes.
  package var kind: Kind
  /// The way down, the middle or the way up.
  package var stage: Stage
  /// The path that sd-scripts gives it, as in `down_blocks.0.attentions.1` or `input_blocks.2.1`.
  package var path: String
}

extension UNetArchitecture {
  /// All layers, in the order in which kohya's network finds them.
  ///
  /// That order is that of Python's module registration, not of computation: SD 1 and 2 register the middle block last
  /// and a block's transformers before its residual blocks. It decides in which order adapters draw their initial weights.
  package var layers: [UNetLayer] {
    let walk = UNetWalk(self)
    guard naming == .diffusers else { return walk.layers.map(\.layer) }
    let order: [UNetLayer.Stage] = [.down, .up, .middle]
    func rank(_ kind: UNetLayer.Kind) -> Int {
      switch kind {
      case .transformer: 0
      case .residual: 1
      case .downsampler, .upsampler: 2
      }
    }
    let blocks = order.flatMap { stage in walk.layers.filter { $0.layer.stage == stage } }
    let keyed = blocks.enumerated().map { (index: $0.offset, place: $0.element) }
    return keyed.sorted { left, right in
      let (a, b) = (left.place, right.place)
      if a.layer.stage != b.layer.stage || a.level != b.level { return left.index < right.index }
      let (rankA, rankB) = (rank(a.layer.kind), rank(b.layer.kind))
      return rankA == rankB ? left.index < right.index : rankA < rankB
    }.map(\.place.layer)
  }
}

/// Walks a U-Net in the order of computation, counting blocks and following the skip connections' widths.
struct UNetWalk {
  /// A layer and the level that it belongs to, counted from the start of its stage.
  struct Place {
    var layer: UNetLayer
    var level: Int
  }

  private(set) var layers: [Place] = []
  private let unet: UNetArchitecture
  private var channels: Int
  private var skips: [Int]

  init(_ unet: UNetArchitecture) {
    self.unet = unet
    channels = unet.baseChannels
    skips = [unet.baseChannels]
    goDown()
    goThroughMiddle()
    goUp()
  }

  private mutating func goDown() {
    var block = 1
    for level in unet.levelChannels.indices {
      let width = unet.levelChannels[level]
      for index in 0..<2 {
        add(.residual(input: channels, output: width), .down, level, index, block, slot: 0)
        channels = width
        addTransformer(unet.transformerDepths[level], .down, level, index, block)
        skips.append(channels)
        block += 1
      }
      guard level < unet.levelChannels.count - 1 else { continue }
      add(.downsampler(channels: channels), .down, level, 0, block, slot: 0)
      skips.append(channels)
      block += 1
    }
  }

  private mutating func goThroughMiddle() {
    add(.residual(input: channels, output: channels), .middle, 0, 0, 0, slot: 0)
    add(.transformer(channels: channels, depth: unet.middleTransformerDepth), .middle, 0, 0, 0, slot: 1)
    add(.residual(input: channels, output: channels), .middle, 0, 1, 0, slot: 2)
  }

  private mutating func goUp() {
    var block = 0
    for (position, level) in unet.levelChannels.indices.reversed().enumerated() {
      let width = unet.levelChannels[level]
      for index in 0..<3 {
        add(.residual(input: channels + skips.removeLast(), output: width), .up, position, index, block, slot: 0)
        channels = width
        addTransformer(unet.transformerDepths[level], .up, position, index, block)
        if index == 2, level > 0 {
          let slot = unet.transformerDepths[level] > 0 ? 2 : 1
          add(.upsampler(channels: channels), .up, position, 0, block, slot: slot)
        }
        block += 1
      }
    }
  }

  private mutating func addTransformer(
    _ depth: Int, _ stage: UNetLayer.Stage, _ level: Int, _ index: Int, _ block: Int
  ) {
    guard depth > 0 else { return }
    add(.transformer(channels: channels, depth: depth), stage, level, index, block, slot: 1)
  }

  private mutating func add(
    _ kind: UNetLayer.Kind, _ stage: UNetLayer.Stage, _ level: Int, _ index: Int, _ block: Int, slot: Int
  ) {
    let path =
      unet.naming == .sgm
      ? UNetNames.sgm(kind, stage, block: block, slot: slot)
      : UNetNames.diffusers(kind, stage, level: level, index: index)
    layers.append(Place(layer: UNetLayer(kind: kind, stage: stage, path: path), level: level))
  }
}
