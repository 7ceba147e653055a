internal import LoracDiagnostics
internal import LoracSchema

/// A resolution that images are trained at, and where it is stated.
struct TrainedResolution {
  /// Pixels.
  var width: Int
  /// Pixels.
  var height: Int
  /// Where it is stated.
  var range: SourceRange

  /// `512` or `512x768`.
  var text: String { SettingValue.size(width: width, height: height).description }
  /// Pixels in all.
  var area: Int { width * height }
}

extension Recipe {
  /// The dataset's resolution, unless every folder has its own, and the folders' own.
  var resolutions: [TrainedResolution] {
    let own = folders.compactMap { resolution($0.own[FolderFields.resolution.path]) }
    if !folders.isEmpty, own.count == folders.count { return own }
    return [resolution(settings[DatasetFields.resolution.path])].compactMap(\.self) + own
  }

  private func resolution(_ setting: Setting?) -> TrainedResolution? {
    guard let setting, case .size(let width, let height) = setting.value else { return nil }
    return TrainedResolution(width: width, height: height, range: setting.source.range)
  }
}
