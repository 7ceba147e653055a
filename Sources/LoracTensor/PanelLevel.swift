internal import CLoracKernels

/// The instructions that products with frozen weights use; each level rounds differently.
enum PanelLevel: Sendable, CaseIterable {
  /// What every processor has.
  case portable
  /// AVX2 with fused multiplications.
  case avx2
  /// AVX-512.
  case avx512

  /// The highest level that this processor has.
  static let best =
    switch lorac_panel_best() {
    case LORAC_AVX512: avx512
    case LORAC_AVX2: avx2
    default: portable
    }

  /// The levels that this processor has.
  static var available: [PanelLevel] { allCases.filter { $0.kernelLevel.rawValue <= best.kernelLevel.rawValue } }

  var kernelLevel: lorac_panel_level {
    switch self {
    case .portable: LORAC_PORTABLE
    case .avx2: LORAC_AVX2
    case .avx512: LORAC_AVX512
    }
  }

  /// The columns that are computed at a time.
  var width: Int { lorac_panel_width(kernelLevel) }

  /// The columns that are computed at a time at the highest level, on whatever machine.
  static let widest = LORAC_WIDEST_PANEL

  /// The numbers of scratch that one worker's products need, the same at each level.
  static func scratchCount(taps: Int) -> Int { lorac_panel_scratch(taps) }
}
