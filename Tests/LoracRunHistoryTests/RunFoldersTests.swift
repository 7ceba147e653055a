import LoracRunHistory
import LoracTestSupport
import Testing

struct RunFoldersTests {
  @Test func findsRunsTwoLevelsDown() throws {
    let directory = try TemporaryDirectory()
    for folder in ["runs/a/1", "runs/a/2", "runs/quickstart", "runs/quickstart/inner", "runs/x/y/z"] {
      try directory.write("{}", to: "\(folder)/plan.json")
    }
    try directory.makeFolder("runs/empty")
    try directory.write("", to: "runs/file")
    let root = directory.path + "/runs"
    #expect(RunFolders.all(below: root) == ["\(root)/a/1", "\(root)/a/2", "\(root)/quickstart"])
    #expect(RunFolders.all(below: directory.path + "/none").isEmpty)
    #expect(RunFolders.newest(below: "\(root)/a/1/") == "\(root)/a/1")
    #expect(RunFolders.newest(below: "\(root)/empty") == nil)
    try directory.write("{}", to: "runs/a/2/events.jsonl")
    #expect(RunFolders.newest(below: "\(root)/a") == "\(root)/a/2")
  }

  @Test func namesAreThoseBelowRuns() throws {
    let directory = try TemporaryDirectory()
    try directory.write("{}", to: "runs/a/1/plan.json")
    let root = directory.path + "/runs"
    #expect(RunFolders.named("a", below: root) == "\(root)/a/1")
    #expect(RunFolders.named("\(root)/a", below: "nowhere") == "\(root)/a/1")
    #expect(RunFolders.named("b", below: root) == nil)
  }

  @Test func theNewestIsATraining() throws {
    let directory = try TemporaryDirectory()
    let root = directory.path + "/runs"
    try directory.write("{}", to: "runs/a-lr-find/1/plan.json")
    #expect(RunFolders.newest(below: root) == "\(root)/a-lr-find/1")
    try directory.write("{}", to: "runs/a/1/plan.json")
    try directory.write("{}", to: "runs/b/2/plan.json")
    try directory.write("{}", to: "runs/b/2/lr-find.json")
    try directory.write("{}", to: "runs/b/2/events.jsonl")
    #expect(RunFolders.newest(below: root) == "\(root)/a/1")
    #expect(RunFolders.newest(below: root, withSearches: true) == "\(root)/b/2")
    #expect(RunFolders.newest(below: "\(root)/b/2") == "\(root)/b/2")
  }
}
