import LoracJSON

extension JSONValue {
  /// Every value inside, with its place such as `saves[0].file`; the value itself first.
  var places: [(String, JSONValue)] {
    var result = [("", self)]
    switch self {
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        result += element.places.map { ("[\(index)]\($0.0)", $0.1) }
      }
    case .object(let members):
      for member in members { result += member.value.places.map { (".\(member.key)\($0.0)", $0.1) } }
    default: break
    }
    return result
  }

  /// Calls `body` with the value changed in one place: a key removed, a key added, or a value of another type.
  func forEachChange(_ body: (String, JSONValue) -> Void) {
    switch self {
    case .array(let elements):
      body("is an object", [:])
      for (index, element) in elements.enumerated() {
        element.forEachChange { place, changed in
          var copy = elements
          copy[index] = changed
          body("[\(index)] \(place)", .array(copy))
        }
      }
    case .object(let members):
      body("is a list", [])
      body("has one key more", .object(members + [Member("added", 1)]))
      for (index, member) in members.enumerated() {
        var shorter = members
        shorter.remove(at: index)
        body("lacks \(member.key)", .object(shorter))
        member.value.forEachChange { place, changed in
          var copy = members
          copy[index].value = changed
          body(".\(member.key) \(place)", .object(copy))
        }
      }
    default: body("is an object", ["added": 1])
    }
  }
}
