internal import LoracDiagnostics
internal import LoracEffect
internal import LoracRunLog
internal import LoracSampling
internal import LoracTrainer
internal import LoracWeights

/// Why an effect test has no grid.
enum EffectFailure: Error {
  /// The base model cannot be used.
  case base(BaseModelError, String)
  /// A LoRA file cannot be used.
  case lora(SafetensorsError, String)
  /// A LoRA file has nothing for the base model.
  case unfit(Diagnostic)
  /// A prompt has a weight that is no number.
  case prompt(String, String)
  /// There is no sampler of that name.
  case sampler(String)
  /// The pictures could not be made.
  case sampling(SamplingError)
  /// What was computed without a LoRA is no picture.
  case lost(Diagnostic)
  /// The pictures could not be kept.
  case effect(EffectError)

  static func sampling<Value>(_ body: () throws(SamplingError) -> Value) throws(EffectFailure) -> Value {
    do throws(SamplingError) { return try body() } catch { throw .sampling(error) }
  }

  static func effect<Value>(_ body: () throws(EffectError) -> Value) throws(EffectFailure) -> Value {
    do throws(EffectError) { return try body() } catch { throw .effect(error) }
  }

  /// How the command ends.
  var status: ExitStatus {
    switch self {
    case .base, .lora, .unfit, .prompt, .sampler: .errors
    case .sampling, .lost, .effect: .failedRun
    }
  }

  /// What is to be said.
  var diagnostics: [Diagnostic] {
    switch self {
    case .base(let error, let path): UnusableModel.diagnostics(error, path: path)
    case .lora(let error, let path): [UnusableModel.file(error, path: path)]
    case .unfit(let diagnostic), .lost(let diagnostic): [diagnostic]
    case .prompt(let prompt, let number): [.badWeight(number, in: prompt)]
    case .sampler(let name): [.unknownSampler(name)]
    case .sampling(.stopped): [.testStopped]
    case .sampling(.memory(let count)): [.noMemoryForPictures(count)]
    case .effect(.file(let error)): [.cannotWrite(error)]
    case .effect(.image): [.noMemoryForPictures(nil)]
    }
  }
}
