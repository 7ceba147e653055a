package import LoracDiagnostics
import LoracArchitectures
import LoracSamplers

extension Diagnostic {
  /// What a LoRA file has to say about a base model; nil if all of it is used.
  package static func lora(_ adapters: LoRAAdapters) -> Diagnostic? {
    lora(path: adapters.path, moduleCount: adapters.moduleCount, problems: adapters.problems)
  }

  /// What `problems` of a file mean, of which `moduleCount` modules are used; nil if all of it is.
  package static func lora(
    path: String, moduleCount: Int, problems: [LoRAAdapters.Problem]
  ) -> Diagnostic? {
    guard !problems.isEmpty || moduleCount == 0 else { return nil }
    let shown = problems.prefix(3).map { Note.note($0.description) }
    let more = problems.count - shown.count
    let notes = shown + (more > 0 ? [.note("and \(more) more")] : [])
    guard moduleCount > 0 else {
      return Diagnostic(
        SamplingDiagnostics.loraNotForBase, "'\(path)' has nothing that fits the base model",
        notes: notes + [.help("use the base model that it was trained on: SD 1.x, kohya's LoRA or LoCon")])
    }
    let parts = problems.count == 1 ? "1 part" : "\(problems.count) parts"
    return Diagnostic(
      SamplingDiagnostics.loraPartlyUnused, "\(parts) of '\(path)' cannot be used with the base model",
      notes: notes + [.note("\(moduleCount) of its modules are used")])
  }

  /// A LoRA of that name is in none of `folders`; `known` are those that are.
  package static func loraNotFound(_ name: String, in folders: [String], known: [String]) -> Diagnostic {
    let places = folders.map { "'\($0)'" }.joined(separator: ", ")
    var notes = [Note.note("looked for '\(name).safetensors' in \(places)")]
    if let near = Suggestion.nearest(to: name, among: known) { notes.append(.help("did you mean '\(near)'?")) }
    return Diagnostic(SamplingDiagnostics.loraNotFound, "there is no LoRA named '\(name)'", notes: notes)
  }

  /// No sampler has that name.
  package static func unknownSampler(_ name: String) -> Diagnostic {
    let names = Sampler.all.map(\.name)
    let help =
      Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? "such as 'Euler a' or 'DPM++ 2M Karras'"
    return Diagnostic(
      SamplingDiagnostics.unknownSampler, "there is no sampler '\(name)'",
      notes: [.note("there are " + names.filter { !$0.hasSuffix("Exponential") }.joined(separator: ", ")), .help(help)])
  }

  /// A size was rounded down; both written as 512x765.
  package static func sizeFloored(from asked: String, to made: String) -> Diagnostic {
    Diagnostic(
      SamplingDiagnostics.sizeFloored, "pictures are \(made), not \(asked): sides are multiples of 8 from 64 on")
  }

  /// A weight or reference of a prompt cannot be read.
  package static func promptWeight(_ text: String, in prompt: String) -> Diagnostic {
    Diagnostic(
      SamplingDiagnostics.promptWeight, "'\(text)' in the prompt cannot be read",
      notes: [
        .note("the prompt: \(prompt.prefix(80))"), .help(#"write weights as (word:1.3), and brackets as \( and \)"#),
      ])
  }

  /// A file is there already.
  package static func pictureExists(_ path: String) -> Diagnostic {
    Diagnostic(
      SamplingDiagnostics.pictureExists, "'\(path)' is there already",
      notes: [.help("choose another name, name a folder, or add --overwrite")])
  }

  /// Pasted settings that are not followed or not understood, as `name: value`.
  package static func settingsNotFollowed(_ settings: [String]) -> Diagnostic {
    Diagnostic(
      SamplingDiagnostics.settingsNotFollowed, "not all of the pasted settings are followed",
      notes: settings.prefix(8).map { .note($0) })
  }

  /// A number is out of its range.
  package static func samplingOutOfRange(_ what: String, _ value: Int, _ range: ClosedRange<Int>) -> Diagnostic {
    Diagnostic(
      SamplingDiagnostics.outOfRange,
      "\(what) must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
  }

  /// Pictures cannot be made or written; a phrase.
  package static func cannotSample(_ reason: String) -> Diagnostic {
    Diagnostic(SamplingDiagnostics.cannotSample, "pictures cannot be made: \(reason)")
  }
}

extension LoRAAdapters.Problem: CustomStringConvertible {
  /// A phrase for diagnostics.
  package var description: String {
    switch kind {
    case .unknown: "the base model has no '\(name)'"
    case .shape(let shape, let needed): "'\(name)' is \(shape), where the base model needs \(needed)"
    case .incomplete(let missing): "'\(missing)' is missing"
    case .type(let type): "'\(name)' is stored as \(type.rawValue)"
    case .algorithm(let algorithm): "'\(name)' is of another algorithm: \(algorithm)"
    }
  }
}
