internal import CLoracKernels

/// A few weights that are never trained, such as a bias, held as float32.
package struct FrozenVector: Sendable {
  private let storage: Storage?
  /// How many numbers there are.
  package let count: Int

  /// The numbers of `bytes`, which may be freed afterwards.
  package init(bytes: UnsafeRawBufferPointer, type: ElementType) {
    precondition(bytes.count % type.byteCount == 0, "a part of a number")
    let storage = Storage(count: bytes.count / type.byteCount)
    count = storage.region.count
    lorac_floats(bytes.baseAddress, type.kernelType, count, storage.region.base)
    self.storage = storage
  }

  /// `values` as they are.
  package init(_ values: [Float]) {
    let storage = Storage(count: values.count)
    count = values.count
    storage.region.copy(values)
    self.storage = storage
  }

  /// `count` numbers that nobody has read: enough to plan memory, not to compute.
  package init(planned count: Int) {
    self.count = count
    storage = nil
  }

  /// The numbers; a planned vector has none.
  package var region: FloatRegion {
    guard let storage else { preconditionFailure("a planned graph is not run") }
    return storage.region
  }

  var base: UnsafeMutablePointer<Float> { region.base }

  /// Memory that lives as long as any copy of the vector.
  private final class Storage: @unchecked Sendable {
    private let base: UnsafeMutablePointer<Float>
    private let count: Int

    init(count: Int) {
      base = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
      self.count = count
    }

    deinit { base.deallocate() }

    var region: FloatRegion { FloatRegion(base: base, count: count, owner: self) }
  }
}
