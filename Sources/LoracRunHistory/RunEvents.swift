internal import LoracJSON

/// What a run's log tells.
package struct RunEvents: Sendable {
  /// Which steps are kept.
  package enum Detail: Sendable {
    /// All.
    case all
    /// The last one, which is enough for a list of runs and many times faster.
    case lastStep
  }

  /// What the last line about the run as a whole said.
  package enum End: Sendable, Hashable {
    /// `finished`.
    case finished
    /// `stopped`.
    case stopped
    /// `failed` with a diagnostic's code and headline, or what kohya's process ended with.
    case failed(code: String?, message: String?)
  }

  /// Which steps are kept.
  package let detail: Detail
  /// Who trains: `native` or `kohya`; nil before the start.
  package internal(set) var backend: String?
  /// The steps of the whole run; nil before the start.
  package internal(set) var totalSteps: Int?
  /// Numbers that are trained.
  package internal(set) var parameters: Int?
  /// After which step the last process went on; 0 if the run was never resumed.
  package internal(set) var resumedAfter = 0
  /// What the last process ran on.
  package internal(set) var environment = RunEnvironment()
  /// When the first process began, in seconds since 1970; nil if the log does not tell.
  package internal(set) var began: Double?
  /// The last word about the work before the first step; nil once training has begun.
  package internal(set) var preparation: PreparationRecord?
  /// The epoch that began last.
  package internal(set) var epoch: Int?
  /// The steps, each once, in order.
  package internal(set) var steps: [StepRecord] = []
  /// Losses of held-out pictures, in order.
  package internal(set) var validations: [ValidationRecord] = []
  /// Ends of epochs, in order.
  package internal(set) var epochs: [EpochRecord] = []
  /// LoRA files in the order in which they were saved.
  package internal(set) var saves: [SavedRecord] = []
  /// Optimizer states in the order in which they were saved.
  package internal(set) var states: [SavedRecord] = []
  /// Previews in the order in which they were made.
  package internal(set) var samples: [SampleRecord] = []
  /// The run's end; nil while it goes on, or if its process was killed.
  package internal(set) var end: End?
  /// Seconds from the begin to the last line, pauses between processes not counted.
  package internal(set) var seconds: Double = 0
  /// When the newest process began, in seconds since 1970, and what ``seconds`` was then; nil if the log does not tell.
  var newestBeginning: (moment: Double, seconds: Double)?
  /// Whole lines that could not be read.
  package internal(set) var unreadableLines = 0
  /// The first and the last of them, counted from 1; nil if there is none.
  package private(set) var unreadable: (first: Int, last: Int)?
  /// Lines that were read.
  package internal(set) var lineCount = 0

  /// No lines yet.
  package init(keeping detail: Detail = .all) { self.detail = detail }

  /// Takes whole lines in; what is no event that this lorac knows is passed over.
  package mutating func read(_ lines: [UInt8]) {
    var start = 0
    var lastStep: (line: Range<Int>, number: Int)?
    while let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = start..<end
      start = end + 1
      lineCount += 1
      if case .lastStep = detail, lines[line].starts(with: Self.stepPrefix) {
        lastStep = (line, lineCount)
      } else {
        read(line: Array(lines[line]), number: lineCount)
      }
    }
    if let lastStep { read(line: Array(lines[lastStep.line]), number: lastStep.number) }
  }

  /// How the lines of steps begin.
  private static let stepPrefix = Array(#"{"event":"step","#.utf8)

  private mutating func read(line: [UInt8], number: Int) {
    guard let value = try? JSONValue.parse(line), case .string(let event)? = value["event"] else {
      unreadableLines += 1
      unreadable = (min(number, unreadable?.first ?? number), max(number, unreadable?.last ?? number))
      return
    }
    apply(event, EventMembers(value))
  }
}
