import LoracTensor

/// Numbers between -1 and 1 that look random and are the same every time.
struct Numbers {
  private var state: UInt64 = 1

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 0x1p31
  }

  mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(scale * next()) }
    return values
  }

  mutating func vector(_ count: Int) -> FrozenVector { FrozenVector(floats(count)) }

  /// Frozen float16 weights, small enough that results stay near 1.
  mutating func weights(outputs: Int, inputs: Int, taps: Int) -> FrozenMatrix {
    let memory = WeightMemory(byteCount: 2 * outputs * inputs * taps)
    let scale = 1 / Float(inputs * taps).squareRoot()
    let halves = memory.bytes.bindMemory(to: UInt16.self)
    for index in halves.indices { halves[index] = Float16(scale * next()).bitPattern }
    return FrozenMatrix(
      bytes: UnsafeRawBufferPointer(memory.bytes), owner: memory, type: .float16, outputs: outputs, inputs: inputs,
      taps: taps)
  }
}

/// Memory that lives as long as the weights over it.
private final class WeightMemory: @unchecked Sendable {
  let bytes: UnsafeMutableRawBufferPointer

  init(byteCount: Int) { bytes = .allocate(byteCount: byteCount, alignment: 64) }

  deinit { bytes.deallocate() }
}
