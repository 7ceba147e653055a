package import LoracDiagnostics

extension Diagnostic {
  static func loraShapes(_ differences: [LoRAFileHeader.Difference], path: String, at place: Label?) -> Diagnostic {
    var ranks: Set<Int> = []
    for case (let name, .shape(_, let saved)) in differences.map({ ($0.name, $0.kind) }) {
      if name.hasSuffix(".lora_down.weight"), let rank = saved.first { ranks.insert(rank) }
    }
    let advice =
      ranks.count == 1
      ? "set 'network.rank' to the file's, which is \(ranks.first ?? 0)"
      : "set 'network.rank' and 'network.conv_rank' to the file's"
    return Diagnostic(
      WeightsDiagnostics.loraShapes, "'\(path)' has adapters of another size than the recipe's", at: place,
      notes: list(differences.map(\.description)) + [.help(advice)])
  }

  static func nothingToContinue(path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.nothingToContinue, "'\(path)' has no adapter that the network has", at: place,
      notes: [.help("give a LoRA in kohya's format for the same family of base models")])
  }

  static func loraLacks(_ differences: [LoRAFileHeader.Difference], path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.loraLacks, "'\(path)' lacks \(count(differences)) of the network", at: place,
      notes: list(differences.map { "'\($0.name)'" }) + [
        .note("those adapters begin as new ones"),
        .help("if that is not meant, train what the file has: 'network.train', 'network.type'"),
      ])
  }

  static func loraHasMore(_ differences: [LoRAFileHeader.Difference], path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.loraHasMore, "'\(path)' has \(count(differences)) that the network lacks", at: place,
      notes: list(differences.map { "'\($0.name)'" }) + [
        .note("what they do is lost in the new file"),
        .help("to keep them, train what the file has: 'network.train: both', 'network.type: locon'"),
      ])
  }

  /// The LoRA to continue from stores `stored` as alpha of `modules` modules, the recipe says `planned`.
  package static func alphaDiffers(
    stored: Double, planned: Double, count modules: Int, path: String, at place: Label? = nil
  ) -> Diagnostic {
    let (stored, planned) = (number(stored), number(planned))
    return Diagnostic(
      WeightsDiagnostics.alphaDiffers, "'\(path)' has the alpha \(stored), the recipe \(planned)", at: place,
      notes: [
        .note("in \(modules == 1 ? "1 module" : "\(modules) modules")"), .help("set 'network.alpha' to \(stored)"),
      ])
  }

  private static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func count(_ differences: [LoRAFileHeader.Difference]) -> String {
    differences.count == 1 ? "1 tensor" : "\(differences.count) tensors"
  }

  private static func list(_ texts: [String]) -> [Note] {
    let shown = texts.prefix(3).map(Note.note)
    return texts.count > 3 ? shown + [.note("and \(texts.count - 3) more")] : shown
  }
}
