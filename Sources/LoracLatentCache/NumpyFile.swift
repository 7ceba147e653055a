/// Arrays to npy files and back (numpy/lib/format.py).
enum NumpyFile {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array in a whole npy file of versions 1 to 3; `name` is for errors.
  static func parse(_ bytes: [UInt8], name: String) throws(LatentCacheError) -> NumpyArray {
    let reader = ByteReader(bytes: bytes)
    guard bytes.starts(with: magic), let version = reader.byte(6) else {
      throw .damaged("'\(name)' is not an array of numpy")
    }
    guard (1...3).contains(version) else {
      throw .unsupported("'\(name)' is of npy version \(version)")
    }
    let lengthSize = version == 1 ? 2 : 4
    guard let length = version == 1 ? reader.u16(8) : reader.u32(8),
      let header = reader.slice(8 + lengthSize, count: length),
      let description = NumpyHeader(header)
    else { throw .damaged("the header of '\(name)' cannot be read") }
    guard let type = NumpyArray.ElementType(rawValue: description.type) else {
      throw .unsupported("the elements of '\(name)' are of type '\(description.type)'")
    }
    let contents = bytes[(8 + lengthSize + length)...]
    guard description.byteCount(elementSize: type.size) == contents.count else {
      throw .damaged(
        "'\(name)' has \(contents.count) bytes of elements, its shape \(description.shape) needs others"
      )
    }
    let isTransposed = description.isFortranOrdered && description.shape.count > 1
    let ordered =
      isTransposed ? rowMajor(contents, shape: description.shape, size: type.size) : Array(contents)
    return NumpyArray(type: type, shape: description.shape, bytes: ordered)
  }

  /// Elements whose first index runs fastest, brought into the order in which the last does.
  private static func rowMajor(_ source: ArraySlice<UInt8>, shape: [Int], size: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    var index = [Int](repeating: 0, count: shape.count)
    for _ in 0..<source.count / size {
      var place = 0
      for axis in shape.indices.reversed() { place = place * shape[axis] + index[axis] }
      let start = source.startIndex + place * size
      result.append(contentsOf: source[start..<start + size])
      for axis in shape.indices.reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    return result
  }

  /// The npy file of `array`, byte for byte as numpy writes it.
  static func serialize(_ array: NumpyArray) -> [UInt8] {
    let sizes = array.shape.map(String.init).joined(separator: ", ")
    let shape = array.shape.count == 1 ? "(\(sizes),)" : "(\(sizes))"
    var header = "{'descr': '\(array.type.rawValue)', 'fortran_order': False, 'shape': \(shape), }"
    // numpy leaves room for 21 digits of the first size, and for the elements to begin at a multiple of 64.
    let room = array.shape.first.map { max(0, 21 - String($0).utf8.count) } ?? 0
    header += String(repeating: " ", count: room)
    let unpadded = magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    var bytes = magic + [1, 0]
    bytes.append(littleEndian: header.utf8.count, size: 2)
    return bytes + Array(header.utf8) + array.bytes
  }
}
