internal import LoracFiles
internal import LoracSampling

/// A LoRA file of the command line: `file`, `file:0.8` or `file:0.8:0.5`, U-Net first.
struct NamedLoRA {
  let path: String
  let weight: AdapterStack.Weight

  /// Why the words do not name a file with its weights.
  struct Problem: Error {
    /// A sentence.
    let message: String
  }

  /// Reads the words; a file may have colons in its name.
  init(_ text: String) throws(Problem) {
    var path = text
    var words: [Substring] = []
    while FileSystem.kind(of: path) == nil, let colon = path.lastIndex(of: ":") {
      words.insert(Substring(path[path.index(after: colon)...]), at: 0)
      path = String(path[..<colon])
    }
    if FileSystem.kind(of: path) == nil {
      // Of a file that is not there, what looks like a weight is taken for one.
      (path, words) = (text, [])
      while words.count < 2, let colon = path.lastIndex(of: ":"), Double(path[path.index(after: colon)...]) != nil {
        words.insert(Substring(path[path.index(after: colon)...]), at: 0)
        path = String(path[..<colon])
      }
    }
    let weights = words.compactMap { word in Double(word).flatMap { $0.isFinite ? $0 : nil } }
    if weights.count < words.count, let word = words.first(where: { Double($0)?.isFinite != true }) {
      throw Problem(message: "--lora takes file[:weight[:text]]; '\(word)' is no weight.")
    }
    guard weights.count <= 2 else {
      throw Problem(message: "--lora takes two weights at the most, the U-Net's and the text encoder's: '\(text)'.")
    }
    self.path = path
    weight = AdapterStack.Weight(weights.first ?? 1, text: weights.count > 1 ? weights[1] : nil)
  }
}
