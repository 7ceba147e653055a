import Glibc
import LoracFiles
import LoracRunLog
import LoracTestSupport
import LoracTrainer
import Testing

@Suite struct RunFolderTests {
  @Test func keepsRecipeAndPlan() throws {
    let directory = try TemporaryDirectory()
    let folder = RunFolder("\(directory.path)/runs//a/./1")
    #expect(folder.path == "\(directory.path)/runs/a/1")
    #expect(!folder.isOccupied && !folder.holdsRun && !folder.isFinished)
    let lock = try #require(try folder.lock())
    #expect(!folder.isOccupied, "a lock leaves no file")
    try folder.prepare(recipe: Array("lorac: 1\n".utf8), plan: "{}\n", folders: ["samples", "state"])
    #expect(try namesInFolder(folder.path) == ["plan.json", "recipe.yaml", "samples", "state"])
    #expect(folder.isOccupied && folder.holdsRun && !folder.isFinished)
    EventLog(folder.events, .new).note(.ended(step: 3, isFinished: false))
    #expect(!folder.isFinished)
    EventLog(folder.events, .appended).note(.ended(step: 9, isFinished: true))
    #expect(folder.isFinished)
    withExtendedLifetime(lock) {}
  }

  /// The lock ends with the process that holds it, even if that is killed.
  @Test func belongsToOneProcess() throws {
    let directory = try TemporaryDirectory()
    let folder = RunFolder(directory.path)
    do {
      let lock = try #require(try folder.lock())
      #expect(try folder.lock() == nil)
      withExtendedLifetime(lock) {}
    }
    #expect(try folder.lock() != nil)
  }

  @Test func clearsOnlyWhatARunLeft() throws {
    let directory = try TemporaryDirectory()
    let folder = RunFolder(directory.path)
    for name in ["state/1/a", "samples/a.png", "events.jsonl", "events.out.tfevents.1.h.2.0", "x.12.tmp", "mine.txt"] {
      try directory.write("", to: name)
    }
    try folder.clear()
    #expect(try namesInFolder(directory.path).count == 6, "without a plan it is no run's folder")
    try folder.prepare(recipe: nil, plan: "{}")
    try folder.clear()
    #expect(try namesInFolder(directory.path) == ["mine.txt"])
  }

  @Test func removesHalfWrittenFiles() throws {
    let directory = try TemporaryDirectory()
    let folder = RunFolder("\(directory.path)/run")
    for name in [
      "run/plan.json", "run/plan.json.12.tmp", "run/state/a.7.tmp", "run/state/a", "output/cat.safetensors.12.tmp",
      "output/cat.safetensors", "output/dog.safetensors.13.tmp", "run/notes.tmp",
    ] {
      try directory.write("", to: name)
    }
    try folder.removeLeftovers(outputs: ["\(directory.path)/output/cat.safetensors", "\(directory.path)/none/a"])
    #expect(try namesInFolder(folder.path) == ["notes.tmp", "plan.json", "state"])
    #expect(try namesInFolder(folder.states) == ["a"])
    #expect(try namesInFolder("\(directory.path)/output") == ["cat.safetensors", "dog.safetensors.13.tmp"])
  }

  @Test func keepsPlannedStates() throws {
    let directory = try TemporaryDirectory()
    for name in ["step00000007.safetensors", "step00000012.safetensors", "notes"] {
      try directory.write("", to: "state/\(name)")
    }
    try RunFolder(directory.path).removeStates(exceptOf: [12])
    #expect(try namesInFolder("\(directory.path)/state") == ["notes", "step00000012.safetensors"])
  }

  /// What a living process writes stays.
  @Test func removesHalfWrittenCaches() throws {
    let directory = try TemporaryDirectory()
    for name in ["a_0064x0064_sd.npz.4999999.tmp", "a_0064x0064_sd.npz.\(getpid()).tmp", "a_0064x0064_sd.npz", "a.tmp"]
    {
      try directory.write("", to: name)
    }
    try RunFolder.removeCacheLeftovers(in: [directory.path, "/nowhere"])
    #expect(
      try namesInFolder(directory.path) == ["a.tmp", "a_0064x0064_sd.npz", "a_0064x0064_sd.npz.\(getpid()).tmp"])
  }
}
