import LoracArchitectures
import LoracFiles
import LoracWeights

/// A safetensors file of flat buffers, in the order in which they are added.
struct SafetensorsFile {
  private var tensors: [AdapterTensor] = []
  private var parts: [[UInt8]] = []

  /// Adds numbers in single precision.
  mutating func add(_ name: String, _ values: [Float]) {
    tensors.append(AdapterTensor(name: name, shape: [values.count], type: .float32))
    parts.append(values.withUnsafeBytes { Array($0) })
  }

  /// Adds bytes.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    tensors.append(AdapterTensor(name: name, shape: [bytes.count], type: .uint8))
    parts.append(bytes)
  }

  /// Writes the file under a temporary name and renames it.
  func write(to path: String, metadata: [(key: String, value: String)]) throws(FileError) {
    try FileSystem.write([SafetensorsWriter.header(tensors, metadata: metadata)] + parts, to: path)
  }
}
