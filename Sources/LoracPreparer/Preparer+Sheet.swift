internal import LoracCropping
internal import LoracDataset
internal import LoracFiles
internal import LoracImages
internal import LoracParallel
package import LoracPreparation

extension Preparer {
  /// Draws where the originals of `survey` are cut, on a contact sheet at `path`; further pages as `name-2.png` and so on.
  ///
  /// Every original is decoded again, since copies do not say where they come from. Gives the problems, in order; the
  /// pages before the first one stay. Asked to stop, it draws no further page.
  package func drawSheet(
    of survey: PreparationSurvey, title: String, to path: String, shouldStop: @escaping @Sendable () -> Bool
  ) -> [PreparationProblem] {
    var originals: [(path: String, name: String, maker: PictureMaker)] = []
    do throws(PreparationProblem) {
      for folder in survey.folders where folder.settings.changesPictures {
        let maker = try PictureMaker(folder.settings, models)
        originals += folder.images.map {
          (path: "\(folder.absoluteSource)/\($0.original)", name: "\(folder.request.name)/\($0.original)", maker: maker)
        }
      }
    } catch { return [error] }
    guard !originals.isEmpty else { return [] }
    var sheet = ContactSheet.ofCrops(count: originals.count, title: title)
    var page = 1
    // As many at a time as keep the cores busy and the thumbnails few.
    for start in stride(from: 0, to: originals.count, by: 64) {
      if shouldStop() { return [] }
      let part = Array(originals[start..<min(start + 64, originals.count)])
      let side = sheet.pictureSide
      let entries = ParallelMap.map(count: part.count, chunk: 1) { number in
        let original = part[number]
        return Result<ContactSheet.Entry, PreparationProblem> { () throws(PreparationProblem) in
          let bytes = try PreparationProblem.files { () throws(FileError) in
            try FileSystem.read(original.path, limit: PreparationWork.largestFile)
          }
          return try original.maker.sheetEntry(bytes, original.path, name: original.name, side: side)
        }
      }
      do throws(PreparationProblem) {
        for entry in entries {
          guard let file = try add(try entry.get(), to: &sheet, path) else { continue }
          try PreparationProblem.files { () throws(FileError) in
            try FileSystem.write(file, to: Self.page(page, of: path))
          }
          page += 1
        }
      } catch { return [error] }
    }
    return []
  }

  private func add(
    _ entry: ContactSheet.Entry, to sheet: inout ContactSheet, _ path: String
  ) throws(PreparationProblem) -> [UInt8]? {
    do throws(ImageError) { return try sheet.add(entry) } catch { throw PreparationProblem(path, .image(error)) }
  }

  /// Where page `number` of a sheet at `path` is written: the first there, others with their number before the ending.
  static func page(_ number: Int, of path: String) -> String {
    guard number > 1 else { return path }
    guard path.hasSuffix(".png") else { return "\(path)-\(number)" }
    return "\(path.dropLast(4))-\(number).png"
  }
}
