package import LoracDiagnostics
internal import LoracPlanText

extension Diagnostic {
  /// No plateau at the curve's end; nil if there is one.
  ///
  /// `help` says how to go on, as in "more steps: --steps 1000".
  package static func noPlateau(
    _ verdict: PlateauCriterion.Verdict, _ curve: RateCurve, help: String
  ) -> Diagnostic? {
    let steps = Numbers.count(curve.lastStep, "step")
    let value = curve.points.last.map { Numbers.rate($0.value) } ?? "nothing"
    switch verdict {
    case .plateau: return nil
    case .empty, .unmoved:
      return Diagnostic(
        RateDiagnostics.unmoved, "d·lr has not risen in \(steps)", notes: [.note("it is \(value)"), .help(help)])
    case .rising(let growth, let earlier):
      var notes = [Note.note("it is \(value), and grew by \(Numbers.fixed(growth * 100, 1)) % over the last third")]
      if let earlier {
        notes.append(
          .note(
            "it had rested at \(Numbers.rate(earlier.height)) from step \(Numbers.grouped(earlier.firstStep)) to "
              + Numbers.grouped(earlier.lastStep)))
      }
      return Diagnostic(
        RateDiagnostics.noPlateau, "d·lr reached no plateau in \(steps)", notes: notes + [.help(help)])
    case .falling:
      return Diagnostic(
        RateDiagnostics.noPlateau,
        "d·lr falls, which D-Adaptation's estimate cannot: the learning rate follows a schedule",
        notes: [.note("it is \(value) after \(steps)"), .help("find the rate with a constant schedule")])
    }
  }

  /// The log at `path` holds other scalars.
  package static func noStepSizeLogged(_ path: String, tags: [String]) -> Diagnostic {
    let some = tags.prefix(6).joined(separator: ", ") + (tags.count > 6 ? ", …" : "")
    return Diagnostic(
      RateDiagnostics.notLogged, "'\(path)' holds no d·lr",
      notes: (tags.isEmpty ? [] : [.note("it has \(some)")]) + [
        .help("only runs with optimizer.type DAdaptation, its relatives or Prodigy log it")
      ])
  }

  /// There is no event file at `path`.
  package static func noLog(_ path: String, isThere: Bool) -> Diagnostic {
    Diagnostic(
      RateDiagnostics.noLog, isThere ? "'\(path)' holds no TensorBoard event file" : "there is no '\(path)'",
      notes: [.help("name a run folder, kohya's --logging_dir, or a file events.out.tfevents.…")])
  }

  /// The log of `tag` was made under a schedule.
  package static func scheduledRate(_ tag: String) -> Diagnostic {
    Diagnostic(
      RateDiagnostics.scheduled, "the learning rate beside '\(tag)' was not constant",
      notes: [.note("the values are taken as they would be at its highest value")])
  }

  /// The recipe file could not be written.
  package static func recipeNotWritten(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      RateDiagnostics.notWritten, "cannot write '\(path)': \(reason)",
      notes: [.help("change the lines shown above by hand")])
  }

  /// The recipe's text could not be changed; `values` are lines such as `optimizer.unet_lr: 3.64e-5`.
  package static func recipeNotEdited(_ path: String, _ reason: String, values: [String]) -> Diagnostic {
    Diagnostic(
      RateDiagnostics.notEdited, "'\(path)' is left as it is: \(reason)",
      notes: values.map { .help("set \($0)") })
  }

  /// Nothing is known about `optimizer`.
  package static func noRateForOptimizer(_ optimizer: String) -> Diagnostic {
    Diagnostic(
      RateDiagnostics.unknownOptimizer, "no factor is known for \(optimizer)",
      notes: [.help("nothing is written; the rates above are for AdamW's forms and Lion")])
  }

  /// An event file is damaged from `offset` on, or cannot be read.
  package static func damagedLog(_ path: String, offset: Int?) -> Diagnostic {
    Diagnostic(
      RateDiagnostics.damaged,
      offset.map { "'\(path)' is damaged from byte \(Numbers.grouped($0)) on" } ?? "'\(path)' cannot be read",
      notes: [.note("what stands before is used")])
  }

  /// The search was stopped.
  package static func searchStopped(_ curve: RateCurve) -> Diagnostic {
    let value = curve.points.last.map { "d·lr was \(Numbers.rate($0.value)) and had reached no plateau" }
    return Diagnostic(
      RateDiagnostics.stopped, "stopped after \(Numbers.count(curve.lastStep, "step"))",
      notes: [.note(value ?? "nothing was logged yet"), .help("start it again; a probe saves nothing")])
  }
}
