internal import LoracArchitectures

/// A safetensors file mapped into memory, read only.
///
/// The header is checked before anything is mapped (see ``SafetensorsHeader/read(_:)``): every tensor lies inside the file
/// and has the bytes that its shape and type need. What happens when the file changes afterwards, see
/// ``WeightStorage``.
package struct MappedSafetensors: Sendable {
  /// The path as it was given.
  package let path: String
  /// What the file holds.
  package let header: SafetensorsHeader
  private let storage: WeightStorage

  /// Opens and maps the file at `path`.
  package static func open(_ path: String) throws(SafetensorsError) -> MappedSafetensors {
    let file = try ReadableFile(path)
    let header = try SafetensorsHeader.read(file)
    return MappedSafetensors(path: path, header: header, storage: try file.map())
  }

  /// The tensor of that name; nil if the file has none.
  package func tensor(_ name: String) -> WeightTensor? { header[name].map(tensor) }

  /// All tensors in the order of their data.
  package var tensors: [WeightTensor] { header.tensors.map(tensor) }

  /// Whether the file has the size and time of change that it had when it was opened.
  package var isUnchanged: Bool { storage.isUnchanged }

  /// The bytes of the whole file, for hashing; valid while this value is alive.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(storage) {} }
    return try body(storage.bytes)
  }

  private func tensor(_ entry: SafetensorsHeader.Tensor) -> WeightTensor {
    guard entry.bytes.lowerBound % entry.type.byteCount != 0 else {
      return WeightTensor(
        name: entry.name, shape: entry.shape, type: entry.type, storage: storage, range: entry.bytes)
    }
    // Writers of 2022 did not pad the header, so such files are common. Their tensors cannot be read in place.
    let copy = WeightStorage(byteCount: entry.bytes.count) { memory in
      memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage.bytes[entry.bytes]))
    }
    return WeightTensor(
      name: entry.name, shape: entry.shape, type: entry.type, storage: copy, range: 0..<entry.bytes.count)
  }
}
