import LoracArchitectures
package import LoracDiagnostics
package import LoracPrompts
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
    if let near = Suggestion.nearest(to: name, among: known) {
      notes.append(.help("did you mean '\(near)'? Else name the file with --lora"))
    } else {
      let some = known.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
      if !known.isEmpty { notes.append(.note("there are \(some)\(known.count > 8 ? ", …" : "")")) }
      notes.append(.help("correct the name, or name the file with --lora folder/\(name).safetensors"))
    }
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

  /// A reference in angle brackets cannot be followed.
  package static func promptReference(_ refused: PromptReferences.Refused, in prompt: String) -> Diagnostic {
    let (problem, help) =
      switch refused.reason {
      case .kind(let kind):
        ("a '\(kind)' cannot be used", "take it out of the prompt; only LoRAs can be asked for: <lora:name:0.8>")
      case .noName: ("it names no file", "name the LoRA's file without its ending, as in <lora:name:0.8>")
      case .weight(let weight):
        (
          "'\(weight)' is no weight",
          "write a number, as in <lora:name:0.8>, or two: the text encoder's, then the U-Net's"
        )
      }
    return Diagnostic(
      SamplingDiagnostics.promptWeight, "'\(refused.text)' in the prompt cannot be followed: \(problem)",
      notes: [.note("the prompt: \(prompt.prefix(80))"), .help(help)])
  }

  /// A weight of a prompt cannot be read.
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

  /// What prompts and pasted settings ask for and do not get, a phrase each; nil if that is nothing.
  package static func notFollowed(_ phrases: [String]) -> Diagnostic? {
    var seen: Set<String> = []
    let once = phrases.filter { seen.insert($0).inserted }
    return once.isEmpty ? nil : settingsNotFollowed(once)
  }

  /// Parts of prompts and pasted settings that are not followed or not understood, a phrase each.
  package static func settingsNotFollowed(_ settings: [String]) -> Diagnostic {
    Diagnostic(
      SamplingDiagnostics.settingsNotFollowed, "not everything in the prompts and their settings is followed",
      notes: settings.prefix(12).map { .note($0) }
        + (settings.count > 12 ? [.note("and \(settings.count - 12) more")] : []))
  }

  /// A number is out of its range.
  package static func samplingOutOfRange(_ what: String, _ value: Int, _ range: ClosedRange<Int>) -> Diagnostic {
    Diagnostic(
      SamplingDiagnostics.outOfRange,
      "\(what) must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
  }

  /// How strongly a prompt leads is out of its range.
  package static func guidanceOutOfRange(_ value: Double, _ range: ClosedRange<Double>) -> Diagnostic {
    let bounds = [range.lowerBound, range.upperBound, value].map { number in
      Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }
    return Diagnostic(
      SamplingDiagnostics.outOfRange, "CFG scale must be from \(bounds[0]) to \(bounds[1]), not \(bounds[2])")
  }

  /// Pictures cannot be made or written; a phrase.
  package static func cannotSample(_ reason: String) -> Diagnostic {
    Diagnostic(SamplingDiagnostics.cannotSample, "pictures cannot be made: \(reason)")
  }
}

extension Diagnostic {
  /// Weights beyond this are far from those that people use.
  private static let largeWeight = 8.0

  /// What was computed for the picture `name` with `loras` are no numbers; the likely cause is looked for.
  package static func notNumbers(
    _ name: String, _ loras: [(file: LoRAAdapters, weight: AdapterStack.Weight)]
  ) -> Diagnostic {
    var notes: [Note] = []
    for (file, weight) in loras {
      if let tensor = file.firstWithoutNumbers {
        notes.append(.note("'\(file.path)' holds weights that are no numbers, the first of them in '\(tensor)'"))
        notes.append(.help("use a file that was saved earlier, or train it again at a lower learning rate"))
      } else if let large = [weight.unet, weight.text].first(where: { abs($0) > largeWeight }) {
        notes.append(.note("'\(file.path)' is used, and its weight is \(large)"))
        notes.append(.help("use a weight from 0 to 1.5"))
      }
    }
    if notes.isEmpty {
      notes =
        loras.isEmpty
        ? [.help("the base model's file or its autoencoder may be damaged: download it again, or try another --vae")]
        : [
          .note("the weights of \(loras.map { "'\($0.file.path)'" }.joined(separator: ", ")) are numbers"),
          .help("try it without LoRA, or at a lower weight; if that fails, too, it is the base model"),
        ]
    }
    return Diagnostic(
      SamplingDiagnostics.cannotSample, "'\(name)' is no picture: what was computed are no numbers", notes: notes)
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
