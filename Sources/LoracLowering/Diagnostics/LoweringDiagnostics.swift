package import LoracDiagnostics

/// The diagnostics of lowering: dataset, buckets, captions and what can only be said once both are known.
package enum LoweringDiagnostics {
  /// All codes, by number; LR0501 to LR0569.
  package static let codes = folderCodes + imageCodes + bucketCodes + captionCodes + [unknownFamily, tooMany]
}
