package import LoracDiagnostics

/// The diagnostic codes of a run through kohya sd-scripts, LR0800 to LR0839, in order.
package enum KohyaRunDiagnostics {
  /// All of them.
  package static let codes: [DiagnosticCode] = [
    runFailed, interrupted, killed, scriptsNotFound, launcherNotFound, cannotStart, argumentsRefused, lossBroken,
    plannedFileMissing, moduleMissing, environmentIncomplete, pythonTooOld, hubUnreachable,
    permissionDenied, diskFull, addressInUse, workerDied, halfOnCPU, outOfDeviceMemory, noCUDA, deviceError,
    noImages, bucketsRefused, captionUnreadable, imageUnreadable, latentsNotANumber, weightsUnreadable, wrongFamily,
    fileNotFound, unequalRates, warmupWithConstant, settingRefused,
  ]
}
