extension LatentCache {
  /// The names of the arrays; the last three are lorac's own.
  enum Name {
    static let latents = "latents"
    static let originalSize = "original_size"
    static let crop = "crop_ltrb"
    static let flipped = "latents_flipped"
    static let alphaMask = "alpha_mask"
    static let imageHash = "lorac_image_sha256"
    static let encoderHash = "lorac_encoder_sha256"
    /// The checksum of the latents' bytes, since sd-scripts can write others and carry the hashes along.
    static let latentsChecksum = "lorac_latents_crc32"
  }

  /// The bytes of a cache, in the order and with the types of sd-scripts' `save_latents_to_disk`.
  package static func serialize(_ cache: CachedLatents) -> [UInt8] {
    let shape = [CachedLatents.channels, cache.height, cache.width]
    var arrays: [(name: String, array: NumpyArray)] = [
      (Name.latents, NumpyArray(planes(cache.latents), shape: shape)),
      (Name.originalSize, NumpyArray([Int64(cache.originalWidth), Int64(cache.originalHeight)])),
      (
        Name.crop,
        NumpyArray([cache.crop.left, cache.crop.top, cache.crop.right, cache.crop.bottom])
      ),
    ]
    if let flipped = cache.flipped {
      arrays.append((Name.flipped, NumpyArray(planes(flipped), shape: shape)))
    }
    if let mask = cache.alphaMask {
      arrays.append((Name.alphaMask, NumpyArray(mask.values, shape: [mask.height, mask.width])))
    }
    if let origin = cache.origin {
      arrays.append((Name.imageHash, NumpyArray(hash: origin.image)))
      arrays.append((Name.encoderHash, NumpyArray(hash: origin.encoder)))
      let sum = latentsChecksum(arrays[0].array, arrays.first { $0.name == Name.flipped }?.array)
      arrays.append((Name.latentsChecksum, NumpyArray([Int64(sum)])))
    }
    var zip = ZipWriter()
    for (name, array) in arrays { zip.add(name + ".npy", NumpyFile.serialize(array)) }
    return zip.finished()
  }

  /// The cache in the bytes of a whole npz file, stored or compressed.
  package static func parse(_ bytes: [UInt8]) throws(LatentCacheError) -> CachedLatents {
    let archive = Archive(zip: try ZipReader(bytes))
    let latents = try archive.required(Name.latents)
    guard latents.shape.count == 3, latents.shape[0] == CachedLatents.channels, latents.count > 0
    else {
      throw .unsupported("its latents have the shape \(latents.shape)")
    }
    let sizes = try archive.numbers(Name.originalSize, count: 2)
    let crop = try archive.numbers(Name.crop, count: 4)
    guard let width = Int(exactly: sizes[0]), let height = Int(exactly: sizes[1]), width > 0,
      height > 0
    else {
      throw .unsupported("its original size is \(sizes)")
    }
    let flipped = try archive.array(Name.flipped)
    if let flipped, flipped.shape != latents.shape {
      throw .unsupported("its flipped latents have another shape than its latents")
    }
    return CachedLatents(
      width: latents.shape[2], height: latents.shape[1],
      latents: pixels(try archive.finite(latents, Name.latents)),
      flipped: try flipped.map { array throws(LatentCacheError) in
        pixels(try archive.finite(array, Name.flipped))
      },
      originalWidth: width, originalHeight: height,
      crop: CropBounds(left: crop[0], top: crop[1], right: crop[2], bottom: crop[3]),
      alphaMask: try archive.mask(),
      origin: try archive.origin(latentsChecksum: latentsChecksum(latents, flipped)))
  }

  private static func latentsChecksum(_ latents: NumpyArray, _ flipped: NumpyArray?) -> Int {
    checksum(latents.bytes + (flipped?.bytes ?? []))
  }

  /// Channels last to channels first.
  static func planes(_ values: [Float]) -> [Float] {
    let channels = CachedLatents.channels
    let count = values.count / channels
    return [Float](unsafeUninitializedCapacity: values.count) { target, filled in
      for channel in 0..<channels {
        for place in 0..<count {
          target[channel * count + place] = values[place * channels + channel]
        }
      }
      filled = values.count
    }
  }

  /// Channels first to channels last.
  static func pixels(_ values: [Float]) -> [Float] {
    let channels = CachedLatents.channels
    let count = values.count / channels
    return [Float](unsafeUninitializedCapacity: values.count) { target, filled in
      for channel in 0..<channels {
        for place in 0..<count {
          target[place * channels + channel] = values[channel * count + place]
        }
      }
      filled = values.count
    }
  }
}
