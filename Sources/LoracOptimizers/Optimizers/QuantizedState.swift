internal import CLoracKernels

/// Where the tensors of a layout keep a state of which large tensors have 8 bits and small ones 32.
struct QuantizedLayout: Sendable {
  /// For each tensor, where its part begins: in the codes and in the scales if large, else in the numbers.
  private(set) var places: [(isQuantized: Bool, offset: Int, block: Int)] = []
  private(set) var codeCount = 0
  private(set) var blockCount = 0
  private(set) var numberCount = 0

  /// Tensors with fewer elements than `minimum` are kept in 32 bits.
  init(_ layout: ParameterLayout, minimum: Int) {
    let blockSize = Int(LORAC_QUANTIZATION_BLOCK)
    for tensor in layout.tensors {
      if tensor.count < minimum {
        places.append((false, numberCount, 0))
        numberCount += tensor.count
      } else {
        places.append((true, codeCount, blockCount))
        codeCount += tensor.count
        blockCount += (tensor.count + blockSize - 1) / blockSize
      }
    }
  }
}

/// One state of all tensors.
struct QuantizedState: Sendable {
  var codes: [UInt8]
  var scales: [Float]
  /// The state of small tensors.
  var numbers: [Float]

  init(_ layout: QuantizedLayout) {
    codes = [UInt8](repeating: 0, count: layout.codeCount)
    scales = [Float](repeating: 0, count: layout.blockCount)
    numbers = [Float](repeating: 0, count: layout.numberCount)
  }

  /// Where a tensor's state lies: either the numbers, or codes with what they mean.
  mutating func withTensors(
    _ layout: QuantizedLayout, _ map: QuantizationMap, _ body: ((Int) -> TensorState) -> Void
  ) {
    codes.withUnsafeMutableBufferPointer { codes in
      scales.withUnsafeMutableBufferPointer { scales in
        numbers.withUnsafeMutableBufferPointer { numbers in
          map.values.withUnsafeBufferPointer { values in
            map.lookup.withUnsafeBufferPointer { lookup in
              body { index in
                let place = layout.places[index]
                guard place.isQuantized else { return .numbers(numbers.baseAddress.map { $0 + place.offset }) }
                return .codes(
                  lorac_quantized(
                    codes: codes.baseAddress.map { $0 + place.offset },
                    scales: scales.baseAddress.map { $0 + place.block }, values: values.baseAddress,
                    lookup: lookup.baseAddress))
              }
            }
          }
        }
      }
    }
  }
}

/// A tensor's state during a step.
enum TensorState {
  case numbers(UnsafeMutablePointer<Float>?)
  case codes(lorac_quantized)
}

extension ArgumentReader {
  /// The arguments that only say how bitsandbytes keeps its states; returns the size from which a tensor gets 8 bits.
  mutating func quantizationMinimum(_ withoutEffect: [String]) -> Int {
    for name in withoutEffect { self.withoutEffect(name) }
    only("args", [.nothing])
    return count("min_8bit_size", 4096)
  }
}
