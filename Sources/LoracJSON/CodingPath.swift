/// Where in a tree a value lies, as a list linked towards the root, since most paths are never looked at.
final class CodingPath {
  /// A key or an index, as the standard library wants it.
  enum Step: CodingKey {
    case key(String)
    case index(Int)

    init(stringValue: String) { self = .key(stringValue) }
    init(intValue: Int) { self = .index(intValue) }

    var stringValue: String {
      switch self {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }
    var intValue: Int? {
      if case .index(let index) = self { index } else { nil }
    }
  }

  let parent: CodingPath?
  let step: Step?

  private init(parent: CodingPath?, step: Step?) {
    self.parent = parent
    self.step = step
  }

  /// The empty path.
  static var root: CodingPath { CodingPath(parent: nil, step: nil) }

  func appending(_ step: Step) -> CodingPath { CodingPath(parent: self, step: step) }
  func appending(_ key: some CodingKey) -> CodingPath { appending(.key(key.stringValue)) }

  /// The path from the root on.
  var keys: [any CodingKey] {
    var keys: [any CodingKey] = []
    var place: CodingPath? = self
    while let current = place {
      if let step = current.step { keys.append(step) }
      place = current.parent
    }
    return keys.reversed()
  }
}
