internal import LoracFiles
internal import LoracImages
internal import LoracParallel

/// Measures the pictures of a dataset on all cores.
package enum PictureReader {
  /// The largest file that is read, in bytes.
  package static let byteLimit = 1 << 30

  /// The pictures with what was measured of them; each file is read once, and nothing is written.
  ///
  /// - Parameters:
  ///   - pictures: The pictures, not yet measured.
  ///   - progress: Called from several threads whenever a picture is done.
  /// - Returns: The same pictures in the same order.
  package static func measure(
    _ pictures: [InspectedPicture], progress: @escaping @Sendable () -> Void = {}
  ) -> [InspectedPicture] {
    ParallelMap.map(count: pictures.count, chunk: 1) { place in
      defer { progress() }
      return measured(pictures[place])
    }
  }

  private static func measured(_ picture: InspectedPicture) -> InspectedPicture {
    var picture = picture
    guard picture.problem == nil else { return picture }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(FilePaths.join(picture.folder, picture.file), limit: byteLimit)
    } catch {
      picture.problem = "cannot be read: \(error.reason)"
      return picture
    }
    do throws(ImageError) { picture.facts = try PictureFacts(bytes) } catch { picture.problem = error.explanation }
    return picture
  }
}
