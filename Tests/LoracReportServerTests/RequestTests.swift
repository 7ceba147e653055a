import Testing

@testable import LoracReportServer

struct RequestTests {
  private func read(_ text: String) throws -> Request { try Request(Array(text.utf8)) }

  @Test func readsPathAndMethod() throws {
    let request = try read("GET /version?x=/y#z HTTP/1.1\r\nhOsT:  localhost:8080 \r\nAccept: */*\r\n")
    #expect(request.path == "/version" && request.wantsContent)
    #expect(try !read("HEAD / HTTP/1.0\r\nHost: 127.0.0.1\r\n").wantsContent)
    #expect(try read("GET / HTTP/1.1\r\nHost: [::1]:99\r\n").path == "/")
  }

  @Test(arguments: [
    "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", "", ":80",
    "localhost:80:80", "localhost@evil.example",
  ])
  func answersToItsOwnNamesAlone(host: String) {
    #expect(throws: Request.Problem.foreignHost) { try read("GET / HTTP/1.1\r\nHost: \(host)\r\n") }
  }

  @Test(arguments: [
    "", "GET", "GET /", "GET / HTTP/2", "GET http://localhost/ HTTP/1.1\r\nHost: localhost", "GET / HTTP/1.1",
    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost", "GET  / HTTP/1.1\r\nHost: localhost", "\u{16}\u{3}\u{1}",
  ])
  func refusesWhatIsNoRequest(head: String) { #expect(throws: Request.Problem.malformed) { try read(head) } }

  @Test(arguments: ["POST", "DELETE", "OPTIONS", "get"])
  func pagesCanOnlyBeRead(method: String) {
    #expect(throws: Request.Problem.method) { try read("\(method) / HTTP/1.1\r\nHost: localhost\r\n") }
  }
}
