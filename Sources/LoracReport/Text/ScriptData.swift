internal import LoracJSON

/// JSON for a page's script.
enum ScriptData {
  /// A `script` element of data; no text in it can end the element, since each `<` is written as `\u003c`.
  static func element(_ value: JSONValue) -> Markup {
    let json = value.serialized().replacing("<", with: "\\u003c")
    return Markup(trusted: "<script type=\"application/json\">\(json)</script>")
  }
}
