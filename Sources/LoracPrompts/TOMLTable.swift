internal import LoracJSON

/// A table of a TOML file while it is read; a class, since headers go back to tables that others hold.
final class TOMLTable {
  enum Node {
    case value(JSONValue)
    case table(TOMLTable)
    case tables([TOMLTable])
  }

  private(set) var members: [(key: String, node: Node)] = []

  subscript(_ key: String) -> Node? {
    get { members.first { $0.key == key }?.node }
    set {
      guard let newValue else { return }
      if let index = members.firstIndex(where: { $0.key == key }) {
        members[index].node = newValue
      } else {
        members.append((key, newValue))
      }
    }
  }

  /// The table that a header or a dotted key names: the last one of a list, a new one where there is none; nil if it is
  /// a value.
  func table(at path: some Sequence<String>) -> TOMLTable? {
    var table = self
    for key in path {
      switch table[key] {
      case .table(let next): table = next
      case .tables(let list):
        guard let last = list.last else { return nil }
        table = last
      case .value: return nil
      case nil:
        let next = TOMLTable()
        table[key] = .table(next)
        table = next
      }
    }
    return table
  }

  var json: JSONValue {
    .object(
      members.map { key, node in
        switch node {
        case .value(let value): JSONValue.Member(key, value)
        case .table(let table): JSONValue.Member(key, table.json)
        case .tables(let tables): JSONValue.Member(key, .array(tables.map { $0.json }))
        }
      })
  }
}
