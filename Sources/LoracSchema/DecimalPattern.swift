/// Regular expressions for whole numbers in a range.
package enum DecimalPattern {
  /// A group that matches exactly the numbers of `range`, from 0 up, written without leading zeros.
  package static func matching(_ range: ClosedRange<Int>) -> String {
    precondition(range.lowerBound >= 0, "negative bound \(range.lowerBound)")
    var alternatives: [String] = []
    var low = range.lowerBound
    // Each part ends where a last digit run of 9s does, so that a part differs in one digit and then in free ones.
    while low <= range.upperBound {
      var free = 1
      while low % (free * 10) == 0, low > 0, low + free * 10 - 1 <= range.upperBound,
        String(low).count > String(free).count
      { free *= 10 }
      let high = min(last(from: low, free), last(below: range.upperBound, low, free))
      alternatives.append(part(low / free, high / free, freeDigits: String(free).count - 1))
      low = high + 1
    }
    return "(" + alternatives.joined(separator: "|") + ")"
  }

  /// The end of the run that shares all digits of `low` but one and `free`'s.
  private static func last(from low: Int, _ free: Int) -> Int { (low / (free * 10) + 1) * free * 10 - 1 }

  /// The largest end of whole runs of `free` that does not pass `high`.
  private static func last(below high: Int, _ low: Int, _ free: Int) -> Int {
    low + (high - low + 1) / free * free - 1
  }

  private static func part(_ low: Int, _ high: Int, freeDigits: Int) -> String {
    let (first, last) = (low % 10, high % 10)
    let shared = low / 10 == 0 ? "" : "\(low / 10)"
    let digit = first == last ? "\(first)" : "[\(first)-\(last)]"
    return shared + digit + (freeDigits == 0 ? "" : freeDigits == 1 ? "[0-9]" : "[0-9]{\(freeDigits)}")
  }
}
