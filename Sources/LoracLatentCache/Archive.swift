/// The arrays of an npz file, as a latent cache needs them.
struct Archive {
  let zip: ZipReader

  /// The array of that name, nil if there is none.
  func array(_ name: String) throws(LatentCacheError) -> NumpyArray? {
    guard let bytes = try zip.contents(of: name + ".npy") else { return nil }
    return try NumpyFile.parse(bytes, name: name)
  }

  /// The array of that name, which must be there.
  func required(_ name: String) throws(LatentCacheError) -> NumpyArray {
    guard let array = try array(name) else { throw .missingArray(name) }
    return array
  }

  /// The numbers of an array of one axis with `count` of them.
  func numbers(_ name: String, count: Int) throws(LatentCacheError) -> [Double] {
    let array = try required(name)
    guard array.shape == [count] else {
      throw .unsupported("'\(name)' has the shape \(array.shape)")
    }
    let numbers = array.doubles
    guard numbers.allSatisfy(\.isFinite) else { throw .notFinite(name) }
    return numbers
  }

  /// The elements of `array`, all of which must be finite floats.
  func finite(_ array: NumpyArray, _ name: String) throws(LatentCacheError) -> [Float] {
    guard let floats = array.floats else {
      throw .unsupported("'\(name)' holds no floating-point numbers")
    }
    // One that is infinite or not a number makes the sum so, too; finite ones near the limit are none of latents.
    guard floats.reduce(0, { $0 + $1 * 0 }) == 0 else { throw .notFinite(name) }
    return floats
  }

  /// The mask, nil if there is none.
  func mask() throws(LatentCacheError) -> AlphaMask? {
    let name = LatentCache.Name.alphaMask
    guard let array = try array(name) else { return nil }
    guard array.shape.count == 2 else {
      throw .unsupported("'\(name)' has the shape \(array.shape)")
    }
    return AlphaMask(width: array.shape[1], height: array.shape[0], values: try finite(array, name))
  }

  /// The hashes, nil if one is missing, or if they were written for other latents.
  func origin(latentsChecksum: Int) throws(LatentCacheError) -> LatentOrigin? {
    guard let sum = try array(LatentCache.Name.latentsChecksum), sum.doubles == [Double(latentsChecksum)],
      let image = try array(LatentCache.Name.imageHash)?.hash,
      let encoder = try array(LatentCache.Name.encoderHash)?.hash
    else { return nil }
    return LatentOrigin(image: image, encoder: encoder)
  }
}

extension NumpyArray {
  /// The 32 bytes of a hash given in hexadecimal; a digit that is none counts as 0.
  init(hash: String) {
    let digits = hash.utf8.map { UInt8(Character(Unicode.Scalar($0)).hexDigitValue ?? 0) }
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
      digits[$0] << 4 | digits[$0 + 1]
    }
    self.init(type: .uint8, shape: [bytes.count], bytes: bytes)
  }

  /// The hash that 32 bytes are, in lower-case hexadecimal.
  var hash: String? {
    guard type == .uint8, shape == [32] else { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
