import Glibc
import LoracDiagnostics
import LoracFiles
import LoracReport

extension Situation {
  /// Looking at runs, LR1030 to LR1034.
  static let reports: [Situation] = [
    built("LR1030", "misspelt", .noRun(at: "runs/mokka", nearest: "runs/moka")),
    built("LR1030", "other", .noRun(at: "train")),
    built("LR1030", "none", .noRuns(below: "runs")),
    built("LR1030", "plan", .planMissing(at: "runs/moka/1")),
    built("LR1031", "log", .logDamaged("runs/moka/1", line: 1, isEndKnown: false)),
    built("LR1031", "rights", .runUnreadable(LoracFiles.FileError(path: "runs/moka/1/plan.json", number: EACCES))),
    built("LR1032", "disk", .reportNotWritten(LoracFiles.FileError(path: "runs/moka/1/report.html", number: ENOSPC))),
    built("LR1032", "elsewhere", .wantedReportNotWritten(LoracFiles.FileError(path: "/report.html", number: EACCES))),
    built("LR1033", "taken", .reportNotServed(port: 8080, reason: "Address already in use", isTaken: true)),
    built("LR1033", "rights", .reportNotServed(port: 80, reason: "Permission denied", isTaken: false)),
    built("LR1034", "browser", .reportNotOpened("http://127.0.0.1:40000/")),
  ]
}
