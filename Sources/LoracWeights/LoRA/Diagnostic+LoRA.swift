package import LoracDiagnostics

extension Diagnostic {
  static func loraShapes(_ differences: [LoRAFileHeader.Difference], path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.loraShapes, "'\(path)' has adapters of another size than the recipe's", at: place,
      notes: list(differences.map(\.description)))
  }

  static func nothingToContinue(path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.nothingToContinue, "'\(path)' has no adapter that the network has", at: place,
      notes: [.help("give a LoRA in kohya's format for the same family of base models")])
  }

  static func loraLacks(_ differences: [LoRAFileHeader.Difference], path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.loraLacks, "'\(path)' lacks \(differences.count) tensors of the network", at: place,
      notes: [.note("those adapters begin as new ones")] + list(differences.map { "'\($0.name)'" }))
  }

  static func loraHasMore(_ differences: [LoRAFileHeader.Difference], path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.loraHasMore, "'\(path)' has \(differences.count) tensors that the network lacks", at: place,
      notes: [.note("they are left out of the new file")] + list(differences.map { "'\($0.name)'" }))
  }

  /// The LoRA to continue from stores `stored` as alpha of `count` modules, the recipe says `planned`.
  package static func alphaDiffers(
    stored: Double, planned: Double, count: Int, path: String, at place: Label? = nil
  ) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.alphaDiffers, "'\(path)' has the alpha \(stored), the recipe \(planned)", at: place,
      notes: [.note("in \(count) modules"), .help("set 'network.alpha' to \(stored)")])
  }

  private static func list(_ texts: [String]) -> [Note] {
    let shown = texts.prefix(3).map(Note.note)
    return texts.count > 3 ? shown + [.note("and \(texts.count - 3) more")] : shown
  }
}
