import CLoracKernels
import LoracOptimizers

/// Start parameters, gradients and rates of Tests/Tools/optimizer_reference.py.
enum Course {
  /// The groups of tensors; the one at index 2 starts at zero, as lora_up does.
  static let shapes: [[[Int]]] = [
    [[1], [7], [4, 32], [4095]], [[4096], [4097], [33, 130], [16, 8, 3, 3], [32, 20, 3, 3]],
  ]
  static let stepCount = 200
  static let checkpoints = [1, 2, 10, 50, 200]
  /// The tensor that lacks a gradient every third step, where a case asks for that.
  static let missing = 5

  static func layout(_ rates: [Double]) -> ParameterLayout {
    var offset = 0
    return ParameterLayout(
      zip(["textencoder", "unet"], zip(shapes, rates)).map { name, contents in
        ParameterGroup(
          name: name, learningRate: contents.1,
          tensors: contents.0.map { shape in
            defer { offset += shape.reduce(1, *) }
            return ParameterTensor(offset: offset, shape: shape)
          })
      })
  }

  private static let total = layout([1, 1]).parameterCount

  /// The nth number of SplitMix64.
  private static func bits(_ index: Int) -> UInt64 {
    var mixed = (UInt64(index) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private static func uniform(_ bits: UInt64) -> Float { (Float(bits >> 40) - 8_388_608) / 8_388_608 }

  static let start: [Float] = {
    var values = (0..<total).map { uniform(bits(1 << 40 + $0)) * 0.1 }
    for index in layout([1, 1]).tensors[2].range { values[index] = 0 }
    return values
  }()

  static let target: [Float] = (0..<total).map { uniform(bits(1 << 41 + $0)) }

  /// The noise of each step, counted from 1; the first element is not used.
  static let noise: [[Float]] = (0...stepCount).map { step in
    let sizes: [Float] = (0..<8).map { 1 / Float(1 << $0) }
    return (0..<total).map { index in
      let bits = bits(step * total + index)
      return (bits >> 3) & 15 == 0 ? 0 : uniform(bits) * sizes[Int(bits & 7)]
    }
  }

  /// The noise at a tenth of its size.
  private static let quietNoise = noise.map { values in
    var values = values
    lorac_scale(&values, values.count, 0.1)
    return values
  }

  /// Noise alone, or half the way to the target with quiet noise.
  ///
  /// Half a number is exact, so adding it with one rounding gives what the reference's two operations give.
  static func gradients(_ step: Int, _ parameters: [Float], isCoupled: Bool) -> [Float] {
    guard isCoupled else { return noise[step] }
    var way = parameters
    lorac_add_scaled(&way, target, way.count, -1)
    var gradients = quietNoise[step]
    lorac_add_scaled(&gradients, way, way.count, 0.5)
    return gradients
  }

  static func factor(_ step: Int, isWarm: Bool) -> Double {
    let step = isWarm ? step : step + 5
    return min(1, Double(step - 1) / 5) * (0.5 + Double(step * 7 % 11) / 22)
  }
}
