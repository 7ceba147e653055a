internal import ArgumentParser
internal import LoracFiles
internal import LoracImages

/// A file that an option names to be written.
enum OutputFile {
  /// What is written.
  enum Kind {
    /// A page of HTML.
    case page
    /// A contact sheet.
    case sheet
    /// A plan.
    case plan

    fileprivate var word: String {
      switch self {
      case .page: "page"
      case .sheet: "contact sheet"
      case .plan: "plan"
      }
    }

    /// What the beginning of such a file holds.
    fileprivate var mark: String {
      switch self {
      case .page: #"<meta name="generator" content="lorac">"#
      case .sheet: ContactSheet.mark
      case .plan: #""plan_version""#
      }
    }
  }

  /// Where the mark of a file's kind stands at the latest, in bytes.
  private static let beginning = 4096

  /// Refuses `path` if a file lies there that lorac did not make, lest a slip of the keys cost a recipe or a photograph.
  ///
  /// Devices and pipes are written to.
  static func check(_ path: String?, _ kind: Kind, option: String) throws {
    guard let path, FileSystem.kind(of: path) == .file else { return }
    let bytes = (try? FileSystem.read(path)) ?? []
    guard !bytes.isEmpty, !bytes.prefix(beginning).contains(kind.mark.utf8) else { return }
    throw ValidationError(
      "\(option) names '\(path)', which is there already and no \(kind.word) of lorac's. It is left as it is: name "
        + "another file, or delete it before.")
  }
}
