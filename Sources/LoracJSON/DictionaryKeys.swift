/// Tells dictionaries from structures while they are encoded or decoded.
///
/// The order of a dictionary is not the same in two runs and its keys are no names of properties. The type of its coding
/// keys gives it away; asking for a conformance would make the runtime search all those of the program for each type.
enum DictionaryKeys {
  /// Whether `type` is the type of the coding keys of dictionaries with strings as keys.
  static func areKeys(_ type: any CodingKey.Type) -> Bool { ObjectIdentifier(type) == keyType }

  /// What the standard library, which does not name the type to others, uses for an empty dictionary.
  private static let keyType: ObjectIdentifier? = {
    let probe = Probe()
    try? [String: Bool]().encode(to: probe)
    return probe.keyType
  }()

  private final class Probe: Encoder {
    var keyType: ObjectIdentifier?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
      keyType = ObjectIdentifier(type)
      return KeyedEncodingContainer(ObjectEncoding<Key>(encoder: TreeEncoder([], .root)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { TreeEncoder([], .root).unkeyedContainer() }
    func singleValueContainer() -> any SingleValueEncodingContainer { TreeEncoder([], .root).singleValueContainer() }
  }
}
