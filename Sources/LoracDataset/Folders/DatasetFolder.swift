/// One folder of a dataset as it stands on disk.
package struct DatasetFolder: Hashable, Sendable {
  /// Why a folder could not be read.
  package enum Problem: Error, Hashable, Sendable {
    /// No such path.
    case missing
    /// Something else than a folder; sd-scripts warns and finds no images.
    case notAFolder
    /// The system refused; the number is `errno`.
    case unreadable(errno: Int32)
  }

  /// What was asked for.
  package var request: FolderRequest
  /// Why there are no images at all.
  package var problem: Problem?
  /// Images in the order of sd-scripts: names by code point.
  package var images: [DatasetImage]
  /// What people call the images, in their order, where that is not the files' names; as of prepared copies.
  package var originalNames: [String]?
  /// Everything else in the folder.
  package var survey: FolderSurvey
  /// Sizes that names of cached latents would put in place of the images' own.
  package var latentCaches: [LatentCacheFamily: LatentCaches]
  /// How often each image counts per epoch; below 1 sd-scripts ignores the folder.
  package let repeats: Int
  /// Caption of images without a file; nil for none.
  package let classTokens: String?

  /// A folder.
  package init(
    request: FolderRequest, problem: Problem? = nil, images: [DatasetImage] = [], survey: FolderSurvey = FolderSurvey(),
    latentCaches: [LatentCacheFamily: LatentCaches] = [:]
  ) {
    self.request = request
    self.problem = problem
    self.images = images
    self.survey = survey
    self.latentCaches = latentCaches
    (repeats, classTokens) = request.resolved
  }

  /// What people call the image at a place.
  package func shownName(_ place: Int) -> String { originalNames?[place] ?? images[place].name.text }

  /// The text an image is trained with: its caption, else the class tokens, else nothing.
  package func trainedCaption(of image: DatasetImage) -> String { image.caption.text ?? classTokens ?? "" }
}
