/// A folder looked at as `--train_data_dir`: the parent of image folders named `N_class`.
package struct ParentScan: Hashable, Sendable {
  /// A folder in the parent.
  package struct Child: Hashable, Sendable {
    /// Its name.
    package var name: FileName
    /// What sd-scripts reads from the name.
    package var parsed: FolderName
    /// Images directly in it.
    package var images: Int
  }

  /// Why the parent could not be read; sd-scripts then finds no folders and says nothing.
  package var problem: DatasetFolder.Problem?
  /// Folders by name (sd-scripts takes them in the order of the file system, config_util.py:627).
  package var children: [Child] = []
  /// Images directly in the parent, which are never trained.
  package var imagesInParent: Int = 0

  /// Children that would be trained: named `N_class` and holding images.
  package var usable: [Child] {
    children.filter { child in
      guard case .usable = child.parsed else { return false }
      return child.images > 0
    }
  }

  /// Looks at a folder, but not at the child named `excluded`, whose images may be many and already known.
  package init(path: String, without excluded: String? = nil) {
    do throws(DatasetFolder.Problem) {
      let scan = try FolderScan(path: path)
      imagesInParent = scan.images.count
      // Linked folders count too: `Path.is_dir` follows links.
      let folders = scan.listing.entries.filter { scan.listing.resolve($0, in: scan.descriptor) == .folder }
      for entry in scan.listing.sorted(folders) {
        let name = FileName(bytes: scan.listing.name(entry))
        if name.text == excluded { continue }
        let inside = scan.listing.listFolder(entry, in: scan.descriptor)
        let images = inside.map { list in list.entries.count { $0.standing == .image } }
        children.append(Child(name: name, parsed: FolderName(name.text), images: images ?? 0))
      }
    } catch {
      problem = error
    }
  }
}
