/// Numbers for the tags of a dataset, so that they are compared and counted without their text.
struct TagTable {
  /// The tags by number.
  private(set) var keys: [TagKey] = []
  private var numbers: [TagKey: Int] = [:]
  private var spellings: [String: Int] = [:]

  /// The number of a tag as it is written; all its spellings have the same.
  mutating func number(_ text: String) -> Int {
    if let known = spellings[text] { return known }
    let key = TagKey(text)
    let number = numbers[key, default: keys.count]
    if number == keys.count {
      keys.append(key)
      numbers[key] = number
    }
    spellings[text] = number
    return number
  }

  /// The number of a key that occurs; nil otherwise.
  func number(of key: TagKey) -> Int? { numbers[key] }

  /// An item of a caption.
  mutating func item(_ text: String) -> TagItem { TagItem(text: text, tag: number(text)) }
}

/// One item of a caption under work.
struct TagItem {
  /// The item as it is written.
  var text: String
  /// The tag's number in the table.
  var tag: Int
}
