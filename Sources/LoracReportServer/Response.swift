/// An answer of the server.
package struct Response: Sendable, Hashable {
  /// The status, as in `200 OK`.
  var status: String
  /// The type of the content, as in `text/html; charset=utf-8`.
  var type: String
  /// The content.
  var content: [UInt8]

  /// The content that was asked for.
  package init(_ content: [UInt8], type: String) {
    status = "200 OK"
    self.type = type
    self.content = content
  }

  /// There is nothing of that name.
  package static let notFound = Response(status: "404 Not Found", "there is no such page")

  init(status: String, _ sentence: String) {
    self.status = status
    type = "text/plain; charset=utf-8"
    content = Array((sentence + "\n").utf8)
  }

  /// The answer to what is no request for a page here.
  init(_ problem: Request.Problem) {
    switch problem {
    case .malformed: self.init(status: "400 Bad Request", "this is no request")
    case .method: self.init(status: "405 Method Not Allowed", "pages can only be read")
    case .foreignHost: self.init(status: "403 Forbidden", "this server answers to localhost and 127.0.0.1 alone")
    }
  }

  /// The bytes to send; the content is left out where only the head was asked for.
  func bytes(withContent: Bool) -> [UInt8] {
    // Nobody else may frame the page, read it from another page, guess its type or keep it.
    let head = """
      HTTP/1.1 \(status)\r
      Content-Type: \(type)\r
      Content-Length: \(content.count)\r
      Cache-Control: no-store\r
      Content-Security-Policy: frame-ancestors 'none'\r
      Cross-Origin-Resource-Policy: same-origin\r
      Referrer-Policy: no-referrer\r
      X-Content-Type-Options: nosniff\r
      \(status.hasPrefix("405") ? "Allow: GET, HEAD\r\n" : "")Connection: close\r
      \r

      """
    return Array(head.utf8) + (withContent ? content : [])
  }
}
