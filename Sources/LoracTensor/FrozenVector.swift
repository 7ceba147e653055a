internal import CLoracKernels

/// A few weights that are never trained, such as a bias, held as float32.
package struct FrozenVector: Sendable {
  private let storage: Storage?
  /// How many numbers there are.
  package let count: Int

  /// The numbers of `bytes`, which may be freed afterwards; throws `OutOfMemory`.
  package init(bytes: UnsafeRawBufferPointer, type: ElementType) throws(OutOfMemory) {
    precondition(bytes.count % type.byteCount == 0, "a part of a number")
    count = bytes.count / type.byteCount
    let arena = try Arena(count: count)
    lorac_floats(bytes.baseAddress, type.kernelType, count, arena.all.base)
    storage = arena
  }

  /// `values` as they are; throws `OutOfMemory`.
  package init(_ values: [Float]) throws(OutOfMemory) {
    count = values.count
    let arena = try Arena(count: count)
    arena.all.copy(values)
    storage = arena
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
  private final class Storage: Sendable {
    let region: FloatRegion

    init(count: Int) {
      region = FloatRegion(base: UnsafeMutablePointer<Float>.allocate(capacity: max(1, count)), count: count)
    }

    deinit { region.base.deallocate() }
  }
}
