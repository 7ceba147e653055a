/// Some of many, evenly spread.
package enum EvenChoice {
  /// At most `most` of `elements`, the first among them, in their order.
  package static func of<Element>(_ elements: [Element], atMost most: Int) -> [Element] {
    guard elements.count > most else { return elements }
    return (0..<most).map { elements[$0 * elements.count / most] }
  }
}
