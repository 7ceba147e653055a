internal import CZlib

/// The `count` bytes that `deflated` (raw deflate, without zlib's frame) stands for; nil if it is anything else.
func inflated(_ deflated: [UInt8], count: Int) -> [UInt8]? {
  // Deflate cannot do better than 1032 to 1, so that a small file cannot ask for much memory.
  guard count <= deflated.count * 1032 + 64, count <= Int(UInt32.max),
    deflated.count <= Int(UInt32.max)
  else {
    return nil
  }
  var stream = z_stream()
  let rawDeflate = -MAX_WBITS
  let size = Int32(MemoryLayout<z_stream>.size)
  guard inflateInit2_(&stream, rawDeflate, ZLIB_VERSION, size) == Z_OK else { return nil }
  defer { inflateEnd(&stream) }
  var source = deflated
  // One byte more than stated, so that too much shows.
  var target = [UInt8](repeating: 0, count: count + 1)
  let isDone = source.withUnsafeMutableBufferPointer { source in
    target.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(clamping: target.count)
      return inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == count
    }
  }
  guard isDone else { return nil }
  target.removeLast()
  return target
}
