internal import ArgumentParser
internal import LoracFiles
internal import LoracInspection
internal import LoracJSON
internal import Synchronization

/// `lorac inspect`: what is worth knowing about pictures before they are trained.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Look over the images: sizes, near-duplicates, blur, exposure, captions, repeats.",
    discussion: """
      Reads the images of a recipe, or of a folder that needs no recipe yet, and writes nothing but the sheet. \
      Exit status: 0 inspected, 1 a folder or an image cannot be read, 2 wrong command line.
      """)

  /// How the findings are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A page for people.
    case text
    /// JSON, with the measures of each image.
    case json
  }

  @Argument(
    help: ArgumentHelp(
      "A recipe or a folder of images; recipe.yaml in this folder if left out.", valueName: "recipe or folder"),
    completion: .file())
  var path = "recipe.yaml"

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Change a value for this call, such as --set dataset.resolution=768.", valueName: "key=value"))
  var changes: [String] = []

  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("How the findings are written.", valueName: "format"))
  var format: Format = .text

  @Option(
    help: ArgumentHelp(
      "Draw all images, those with findings first and framed; further pages get -2, -3 …", valueName: "sheet.png"),
    completion: .file(extensions: ["png"]))
  var sheet: String?

  func run() throws {
    let folders = try folders()
    try SheetPlace.check(sheet, outside: folders.folders.map(\.path))
    var isSound = true
    let found = folders.pictures { problem in
      isSound = false
      Terminal.printError("lorac: \(problem)")
    }
    let progress = MeasuringProgress(total: found.count)
    let pictures = PictureReader.measure(found) { progress.step() }
    progress.end()
    let inspection = Inspection(pictures, resolution: folders.resolution, preset: folders.preset)
    switch format {
    case .text:
      let palette = Terminal.palette(reports.color, isTerminal: Terminal.outputIsTerminal)
      Terminal.write(InspectionText(inspection, palette: palette, width: Terminal.width).text)
    case .json: Terminal.write(InspectionDocument.value(inspection).serialized(pretty: true) + "\n")
    }
    if let sheet { try draw(inspection, to: sheet) }
    if !isSound || !inspection.unreadable.isEmpty { throw ExitStatus.errors }
  }

  private func folders() throws -> InspectedFolders {
    if FileSystem.kind(of: path) == .folder {
      guard changes.isEmpty else {
        throw ValidationError("A folder has nothing that --set could change; give a recipe.")
      }
      return InspectedFolders(folder: path)
    }
    guard let folders = InspectedFolders(recipe: path, changes: changes, report: reports.report) else {
      throw ExitStatus.errors
    }
    return folders
  }

  private func draw(_ inspection: Inspection, to path: String) throws {
    var pages: [String] = []
    do throws(FileError) {
      try InspectionSheet(inspection).draw { (bytes, number) throws(FileError) in
        let place = Self.page(number, of: path)
        try FileSystem.write(bytes, to: place)
        pages.append(place)
      }
    } catch {
      Terminal.printError("lorac: cannot write '\(error.path)': \(error.reason)")
      throw ExitStatus.errors
    }
    if !pages.isEmpty { Terminal.printError("drew \(pages.joined(separator: ", "))") }
  }

  /// The path of a page: `sheet.png`, then `sheet-2.png` and so on.
  private static func page(_ number: Int, of path: String) -> String {
    guard number > 1 else { return path }
    let stem = path.hasSuffix(".png") ? String(path.dropLast(4)) : path
    return "\(stem)-\(number).png"
  }
}

/// A progress line while pictures are measured on several threads; none where it would be over at once.
private final class MeasuringProgress: Sendable {
  private let total: Int
  private let state = Mutex((done: 0, display: ProgressDisplay()))

  init(total: Int) { self.total = total }

  func step() {
    guard total >= 50, Terminal.errorIsTerminal else { return }
    state.withLock { state in
      state.done += 1
      if state.done % max(1, total / 100) == 0 { state.display.show("measured", done: state.done, total: total) }
    }
  }

  func end() { state.withLock { $0.display.clear() } }
}
