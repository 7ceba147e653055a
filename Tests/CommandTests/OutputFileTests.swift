import LoracTestSupport
import Testing

/// Options that name a file to be written: what lorac made is written anew, anything else is left.
@Suite struct OutputFileTests {
  private func expect(_ session: Session, _ words: [String], _ option: String) throws {
    let (own, foreign) = ("own.out", "recipe copy.yaml")
    let before = try session.shell("cp recipe.yaml '\(foreign)'; cat '\(foreign)'").output
    let refused = try session.lorac(words + [option, foreign])
    #expect(refused.status != 0 && refused.errors.contains("'\(foreign)', which is there already"), "\(refused.errors)")
    #expect(try session.shell("cat '\(foreign)'").output == before)
    for _ in 0..<2 {
      let written = try session.lorac(words + [option, own])
      #expect(written.status == 0, "\(words): \(written.errors)")
    }
    #expect(try session.shell("rm \(own); ls | grep -c tmp").output == "0\n")
  }

  @Test func onlyWhatLoracMadeIsReplaced() throws {
    let session = try Session.native()
    #expect(try session.lorac("run", "--run-dir", "runs/moka/first").status == 0)
    try expect(session, ["plan"], "--output")
    try expect(session, ["report", "moka"], "--output")
    try expect(session, ["compare", "moka/first", "runs/moka/first"], "--html")
    try expect(session, ["inspect", "recipe.yaml"], "--sheet")
    // A photograph is no contact sheet; a device is written to.
    let photo = try session.shell(
      "cp $(find . -name '*.png' -path '*train*' | head -n 1) photo.png; '\(Session.program)' inspect recipe.yaml --sheet photo.png"
    )
    #expect(photo.status != 0 && photo.errors.contains("no contact sheet of lorac's"), "\(photo.errors)")
    #expect(try session.lorac("plan", "--output", "/dev/stdout").output.contains(#""plan_version": 1"#))
  }
}
