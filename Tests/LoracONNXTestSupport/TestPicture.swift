package import LoracImages

/// A picture that depends on nothing but its size: Tests/Tools/onnx_reference.py gives the same one.
package func testPicture(width: Int, height: Int) -> RGBImage {
  let bytes = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
    for y in 0..<height {
      for x in 0..<width {
        let waves = (x * y) >> 5
        for color in 0..<3 {
          buffer[count] = UInt8(truncatingIfNeeded: x * (3 + color) + y * (5 - color) + waves * (color + 1))
          count += 1
        }
      }
    }
  }
  return RGBImage(width: width, height: height, bytes: bytes)
}
