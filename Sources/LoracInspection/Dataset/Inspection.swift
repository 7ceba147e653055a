package import LoracImages

/// A picture of a dataset, and what is known of its caption.
package struct InspectedPicture: Sendable, Hashable {
  /// The folder, as the recipe or the command line names it.
  package var folder: String
  /// The file's name.
  package var file: String
  /// Whether it has a caption that is not blank; one that cannot be read counts.
  package var hasCaption: Bool
  /// Why its caption cannot be read, as in `is not UTF-8`; nil if it can, or if there is none.
  package var captionProblem: String?
  /// What was measured; nil if it could not be read.
  package var facts: PictureFacts?
  /// Why it could not be read, as the end of a sentence that begins with its name.
  package var problem: String?

  /// A picture.
  package init(
    folder: String, file: String, hasCaption: Bool, captionProblem: String? = nil, facts: PictureFacts? = nil,
    problem: String? = nil
  ) {
    self.folder = folder
    self.file = file
    self.hasCaption = hasCaption
    self.captionProblem = captionProblem
    self.facts = facts
    self.problem = problem
  }

  /// The last part of the folder's path and the file.
  package var name: String { (folder.split(separator: "/").last.map { "\($0)/" } ?? "") + file }
}

/// What is worth knowing about a dataset's pictures before they are trained.
package struct Inspection: Sendable {
  /// The pictures.
  package let pictures: [InspectedPicture]
  /// Those that look the same.
  package let nearDuplicates: NearDuplicates
  /// Those that differ from the others in sharpness or brightness.
  package let outliers: [Outlier]
  /// Their shapes.
  package let shapes: Shapes
  /// How often they should count.
  package let advice: RepeatAdvice
  /// The resolution that they are trained at; nil if nothing says.
  package let resolution: PictureSize?

  /// An inspection of pictures that were measured.
  ///
  /// - Parameters:
  ///   - pictures: The pictures.
  ///   - resolution: The resolution that they are trained at.
  ///   - preset: The preset that the recipe extends.
  package init(_ pictures: [InspectedPicture], resolution: PictureSize? = nil, preset: String? = nil) {
    self.pictures = pictures
    self.resolution = resolution
    let facts = pictures.map(\.facts)
    nearDuplicates = NearDuplicates(facts)
    outliers = OutlierSearch.find(facts)
    shapes = Shapes(facts.compactMap { $0?.size })
    advice = RepeatAdvice(images: facts.count { $0 != nil }, surplus: nearDuplicates.surplus, preset: preset)
  }

  /// The pictures that could not be read.
  package var unreadable: [InspectedPicture] { pictures.filter { $0.problem != nil } }
  /// The pictures without a caption.
  package var uncaptioned: [InspectedPicture] { pictures.filter { !$0.hasCaption } }
  /// The pictures whose captions cannot be read.
  package var unreadableCaptions: [InspectedPicture] { pictures.filter { $0.captionProblem != nil } }
  /// The sizes of those that could be read.
  package var sizes: [PictureSize] { pictures.compactMap(\.facts?.size) }
  /// Pictures with fewer pixels than the resolution: they are enlarged, or trained small.
  package var small: [InspectedPicture] {
    guard let resolution else { return [] }
    return pictures.filter { ($0.facts?.size.pixels ?? .max) < resolution.pixels }
  }
}
