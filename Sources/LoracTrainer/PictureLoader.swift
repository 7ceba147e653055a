import LoracBatches
import LoracDataset
import LoracFiles
import LoracImages
import LoracPlan

/// Reads pictures and cuts them to their bucket.
struct PictureLoader: Sendable {
  /// How pictures are resized; nil is kohya's own choice.
  let interpolation: ResizeInterpolation?

  /// The picture of `image`, cut and mirrored, as numbers from -1 to 1; [height, width, 3].
  func load(_ image: BatchImage, bucket: LoracPlan.PixelSize, cut: ImageCut, flipped: Bool) throws(TrainerError)
    -> [Float]
  {
    let bytes: [UInt8]
    do { bytes = try FileSystem.read(image.path) } catch { throw .file(error) }
    guard bytes.count == image.plan.bytes, ContentDigest(ofFile: bytes).text == image.plan.digest else {
      throw .imageChanged(path: image.path)
    }
    do {
      let decoded = try ImageDecoder.decode(bytes)
      guard decoded.width == image.plan.size.width, decoded.height == image.plan.size.height else {
        throw TrainerError.imageChanged(path: image.path)
      }
      let fit = BucketFit(
        resizedWidth: cut.resized.width, resizedHeight: cut.resized.height, width: bucket.width, height: bucket.height,
        interpolation: interpolation)
      let picture = try fit.apply(to: decoded, at: CropOffset(left: cut.left, top: cut.top))
      return (flipped ? picture.flippedHorizontally() : picture).normalized()
    } catch let error as ImageError {
      throw .image(path: image.path, error)
    } catch let error as TrainerError {
      throw error
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
