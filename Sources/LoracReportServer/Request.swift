/// The head of an HTTP/1.1 request (RFC 9112), as far as a server of a few pages needs it.
struct Request: Sendable, Hashable {
  /// What is wrong with a head, as the status to answer.
  enum Problem: Error, Sendable, Hashable {
    /// No HTTP/1.x, or no head at all.
    case malformed
    /// Another method than GET and HEAD.
    case method
    /// It asks for another host than this machine, as a page elsewhere does whose name was made to point here.
    case foreignHost
  }

  /// The longest head in bytes.
  static let limit = 16 << 10
  /// The names that this machine calls itself by.
  private static let hosts: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

  /// The path without its query, as `/version`.
  let path: String
  /// Whether the answer's content is wanted, too.
  let wantsContent: Bool

  /// Reads the head in `bytes`, up to its empty line.
  init(_ bytes: some Collection<UInt8>) throws(Problem) {
    var lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)[...]
    let words = lines.popFirst()?.split(separator: " ", omittingEmptySubsequences: false) ?? []
    guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0", words[1].hasPrefix("/") else {
      throw .malformed
    }
    guard words[0] == "GET" || words[0] == "HEAD" else { throw .method }
    wantsContent = words[0] == "GET"
    path = String(words[1].prefix { $0 != "?" && $0 != "#" })
    let hosts = lines.compactMap { line -> String? in
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "host" else { return nil }
      return line[line.index(after: colon)...].filter { $0 != " " && $0 != "\t" }.lowercased()
    }
    guard hosts.count == 1 else { throw .malformed }
    guard Self.hosts.contains(Self.name(hosts[0])) else { throw .foreignHost }
  }

  /// A host without its port, which is another one where the connection was forwarded.
  private static func name(_ host: String) -> String {
    guard let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) else {
      return host
    }
    return String(host[..<colon])
  }
}
