/// The presets that the binary carries: the YAML files beside this one, byte for byte.
package enum BuiltInPresets {
  /// Name and text of each preset, in the order in which they are listed.
  package static let all: [(name: String, bytes: [UInt8])] = [
    ("anime", PackageResources.anime_yaml),
    ("realistic", PackageResources.realistic_yaml),
    ("lr-probe", PackageResources.lr_probe_yaml),
    ("sdxl-anime", PackageResources.sdxl_anime_yaml),
    ("sdxl-realistic", PackageResources.sdxl_realistic_yaml),
  ]

  /// The text of the preset of that name.
  package static func bytes(named name: String) -> [UInt8]? { all.first { $0.name == name }?.bytes }
}
