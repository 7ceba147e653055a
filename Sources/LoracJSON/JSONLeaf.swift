/// Finds the types that stand for one JSON value.
///
/// Types are compared one by one because the question `value as? any JSONConvertible` makes the runtime search all
/// conformances of the program for each new type, which took a fifth of the time of a small plan.
enum JSONLeaf {
  /// `value` itself; nil if its type is made of parts.
  @inline(__always)
  static func value<Value>(_ value: Value) -> (any JSONConvertible)? {
    if Value.self == String.self { return value as? String }
    if Value.self == Int.self { return value as? Int }
    if Value.self == Double.self { return value as? Double }
    if Value.self == Bool.self { return value as? Bool }
    return type(Value.self) == nil ? nil : value as? any JSONConvertible
  }

  /// `type` itself; nil if it is made of parts.
  @inline(__always)
  static func type(_ type: Any.Type) -> (any JSONConvertible.Type)? {
    if type == String.self { return String.self }
    if type == Int.self { return Int.self }
    if type == Double.self { return Double.self }
    if type == Bool.self { return Bool.self }
    return rare.first { $0 == type }
  }

  private static let rare: [any JSONConvertible.Type] = [
    Float.self, Int8.self, Int16.self, Int32.self, Int64.self, UInt.self, UInt8.self, UInt16.self, UInt32.self,
    UInt64.self,
  ]
}
