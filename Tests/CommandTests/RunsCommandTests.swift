import LoracJSON
import LoracTestSupport
import Testing

/// `runs`, `report`, `watch` and `compare`, on runs of the native trainer.
@Suite struct RunsCommandTests {
  /// A session with two runs, `runs/moka/first` and `runs/moka/second`, of which the second is longer.
  private func session() throws -> Session {
    let session = try Session.native()
    let first = try session.lorac("run", "--run-dir", "runs/moka/first")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors.hasSuffix("report: runs/moka/first/report.html\n"), "\(first.errors)")
    let second = try session.lorac(
      "run", "--run-dir", "runs/moka/second", "--overwrite", "--set", "train.epochs=3", "--set", "network.rank=4")
    #expect(second.status == 0, "\(second.errors)")
    return session
  }

  private func text(_ session: Session, _ path: String) throws -> String {
    String(decoding: try readFile("\(session.folder)/\(path)"), as: UTF8.self)
  }

  @Test func lookAtRuns() throws {
    let session = try session()
    try listed(session)
    try reported(session)
    try compared(session)
    try served(session)
    try damaged(session)
  }

  /// Runs whose plan or log is not as it was written.
  private func damaged(_ session: Session) throws {
    let run = "runs/moka/second"
    try session.write(try text(session, "\(run)/events.jsonl"), to: "noplan/events.jsonl")
    for arguments in [["report", "noplan"], ["advise", "noplan"]] {
      let outcome = try session.lorac(arguments)
      #expect(outcome.status == 1 && outcome.errors.contains("'plan.json' is missing"), "\(outcome.errors)")
    }
    try session.write("\u{1}\u{2}no log\n", to: "\(run)/events.jsonl")
    for arguments in [["report", run], ["advise", run], ["compare", run, "runs/moka/first"], ["runs"]] {
      let outcome = try session.lorac(arguments)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("line 1 of '\(run)/events.jsonl' cannot be read"), "\(outcome.errors)")
    }
    let page = try text(session, "\(run)/report.html")
    #expect(page.contains("Line 1 of <code>events.jsonl</code> cannot be read") && !page.contains("was killed"))
    #expect(try session.lorac("compare", run, "runs/moka/first").output.contains("unknown of 9"))
    try session.write("{}", to: "\(run)/plan.json")
    let comparison = try session.lorac("compare", run, "runs/moka/first").output
    #expect(comparison.contains("'\(run)/plan.json' is not a plan"), "\(comparison)")
    let advice = try session.lorac("advise", run)
    #expect(advice.status == 1 && advice.errors.contains("= help: "), "\(advice.errors)")
  }

  private func listed(_ session: Session) throws {
    let table = try session.lorac("runs")
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 3, "\(table.output)")
    #expect(lines[1].hasPrefix("runs/moka/second") && lines[1].contains("finished"), "the newest first")
    let narrow = try session.onTerminal(["runs"], columns: 50)
    #expect(narrow.split(whereSeparator: \.isNewline).allSatisfy { $0.count <= 50 }, "\(narrow)")
    let slim = try session.onTerminal(["runs"], columns: 40).split(whereSeparator: \.isNewline)
    #expect(slim.allSatisfy { $0.count <= 40 }, "\(slim)")
    let left = slim.dropFirst(3).joined(separator: " ")
    #expect(
      left.hasPrefix("No room for begun, loss, rank, rate, files") && left.hasSuffix("or add --format json"),
      "\(slim)")
    #expect(!table.output.contains("No room"))
    let json = try JSONValue.parse(session.lorac("runs", "--format", "json").output)
    guard case .array(let runs) = json, runs.count == 2 else {
      Issue.record("\(json)")
      return
    }
    #expect(runs[0]["steps"] == 9 && runs[0]["total_steps"] == 9 && runs[0]["rank"] == 4)
    #expect(runs[1]["steps"] == 6 && runs[1]["outcome"] == "finished" && runs[1]["folder"] == "runs/moka/first")
    #expect(try session.lorac("runs", "train").errors.contains("there are no runs below 'train'"))
    #expect(try session.lorac("runs", "train", "--format", "json").output == "[]\n")
  }

  private func reported(_ session: Session) throws {
    let page = try text(session, "runs/moka/first/report.html")
    for part in ["moka: finished", "id=\"chart-loss\"", "<b>name</b>: moka", "lorac 0.1.0"] {
      #expect(page.contains(part), "\(part)")
    }
    let outcome = try session.lorac("report", "moka", "-o", "page.html")
    #expect(outcome.status == 0 && outcome.output == "page.html\n")
    #expect(try text(session, "page.html").contains("runs/moka/second"))
    #expect(try session.lorac("report", "runs/moka/first").output == "runs/moka/first/report.html\n")
    let misspelt = try session.lorac("report", "mokka")
    #expect(misspelt.status == 1 && misspelt.errors.contains("did you mean 'runs/moka'?"), "\(misspelt.errors)")
    let refused = try session.lorac("report", "-o", "/proc/page.html")
    #expect(refused.status == 1 && refused.errors.contains("error[LR1032]"), "\(refused.errors)")
    let nowhere = try session.shell("mkdir -p empty; cd empty; lorac report --color never; lorac watch; lorac runs")
    #expect(nowhere.errors.contains("error[LR1030]: there are no runs below 'runs'"))
    let headless = try session.shell("env -u DISPLAY -u WAYLAND_DISPLAY -u BROWSER '\(Session.program)' report --open")
    #expect(headless.status == 0 && headless.errors.contains("warning[LR1034]"), "\(headless.errors)")
  }

  private func compared(_ session: Session) throws {
    let outcome = try session.lorac("compare", "moka/first", "runs/moka/second")
    #expect(outcome.status == 0)
    for part in ["6 of 6", "9 of 9", "network.rank", "2 → 4", "second − first"] {
      #expect(outcome.output.contains(part), "\(part) in \(outcome.output)")
    }
    #expect(try session.lorac("compare", "moka/first", "moka/second", "--html", "both.html").output == "both.html\n")
    let page = try text(session, "both.html")
    #expect(page.contains("average of moka first") && page.contains("average of moka second"))
    #expect(try session.lorac("compare", "moka/first").status == 2)
  }

  private func served(_ session: Session) throws {
    let outcome = try session.shell(
      """
      (trap '' HUP; exec '\(Session.program)' watch moka/first 2> watch.txt) & pid=$!
      for i in $(seq 2000); do port=$(sed -n 's/.*127.0.0.1:\\([0-9]*\\).*/\\1/p' watch.txt); [ -n "$port" ] && break; sleep 0.05; done
      ask() { exec 3<>/dev/tcp/127.0.0.1/$port; printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\n\\r\\n' "$1" "$2" >&3; cat <&3; }
      ask / localhost | grep -aoE '^HTTP.*|<title>.*</title>|data-live="[0-9]*"' | tr -d '\\r'
      ask /version localhost | tail -n 1; echo
      ask /events.jsonl localhost | grep -ac '"event":"step"'
      ask / evil.example | head -n 1
      ask /../../etc/passwd localhost | head -n 1
      '\(Session.program)' watch moka/first --port $port
      kill -HUP $pid; sleep 0.5; kill -0 $pid && echo "stays under nohup"
      kill -INT $pid; wait $pid; echo "ended with $?"
      """)
    for part in [
      "HTTP/1.1 200 OK\n<title>moka: finished</title>\ndata-live=\"1\"\n1\n6\nHTTP/1.1 403 Forbidden",
      "HTTP/1.1 404 Not Found", "stays under nohup\nended with 0\n",
    ] {
      #expect(outcome.output.replacing("\r", with: "").contains(part), "\(part) in \(outcome.output)")
    }
    #expect(outcome.errors.contains("error[LR1033]"), "\(outcome.errors)")
    #expect(try text(session, "watch.txt").hasPrefix("watching runs/moka/first at http://127.0.0.1:"))
  }
}
