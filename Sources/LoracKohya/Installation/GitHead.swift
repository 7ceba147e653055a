/// What is checked out in a git clone, read from its files without git.
struct GitHead: Hashable {
  /// The commit's hash; nil for a branch without commits or a format this does not read.
  var commit: String?
  /// The branch; nil if a commit is checked out directly.
  var branch: String?

  /// Reads `.git` of a clone or a worktree; nil if there is none.
  init?(repository: String) {
    var folder = "\(repository)/.git"
    // A worktree or submodule has a file that names the real folder.
    if let pointer = FileFacts.isFile(folder) ? FileFacts.firstLine(folder) : nil, pointer.hasPrefix("gitdir: ") {
      let target = String(pointer.dropFirst(8))
      folder = target.hasPrefix("/") ? target : "\(repository)/\(target)"
    }
    guard let head = FileFacts.firstLine("\(folder)/HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else {
      commit = head
      return
    }
    let reference = String(head.dropFirst(5))
    branch = reference.hasPrefix("refs/heads/") ? String(reference.dropFirst(11)) : reference
    var shared = folder
    if let common = FileFacts.firstLine("\(folder)/commondir") {
      shared = common.hasPrefix("/") ? common : "\(folder)/\(common)"
    }
    commit = FileFacts.firstLine("\(shared)/\(reference)") ?? Self.packed(reference, in: "\(shared)/packed-refs")
  }

  private static func packed(_ reference: String, in file: String) -> String? {
    for line in (FileFacts.text(file) ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2, parts[1] == reference { return String(parts[0]) }
    }
    return nil
  }
}
