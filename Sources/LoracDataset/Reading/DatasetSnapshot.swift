/// The folders of a dataset as they stood on disk at one moment.
package struct DatasetSnapshot: Hashable, Sendable {
  /// The folders in the order of the requests.
  package var folders: [DatasetFolder]

  /// A snapshot.
  package init(folders: [DatasetFolder]) { self.folders = folders }

  /// Names an image by its folder and its place there.
  package struct ImageIndex: Hashable, Sendable, Comparable {
    /// Place of the folder.
    package var folder: Int
    /// Place of the image in the folder.
    package var image: Int

    /// An index.
    package init(folder: Int, image: Int) {
      self.folder = folder
      self.image = image
    }

    /// By folder, then by image.
    package static func < (left: ImageIndex, right: ImageIndex) -> Bool {
      left.folder != right.folder ? left.folder < right.folder : left.image < right.image
    }
  }

  /// The image at an index.
  package subscript(index: ImageIndex) -> DatasetImage { folders[index.folder].images[index.image] }

  /// What people call the image at an index.
  package func shownName(_ index: ImageIndex) -> String { folders[index.folder].shownName(index.image) }
}
