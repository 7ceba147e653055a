/// How a caption is made; the defaults are transformers'.
package struct CaptionOptions: Sendable, Hashable {
  /// How long a caption may become, in tokens.
  package enum Length: Sendable, Hashable {
    /// Tokens after the prompt, transformers' `max_new_tokens`; no more than the model has positions for.
    case new(Int)
    /// All tokens with the first one and the prompt, transformers' `max_length`.
    case total(Int)
  }

  /// When a search with several beams ends before the longest length.
  package enum EarlyStopping: Sendable, Hashable {
    /// When as many captions are complete as there are beams, and the best running one scores worse as it stands.
    case whenUnlikely
    /// As soon as as many captions are complete as there are beams.
    case whenFull
    /// When no running caption could score better at any length.
    case never
  }

  /// The captions that are followed at once; 1 takes the best next token each time.
  package var beamCount = 1
  /// How long a caption may become.
  package var length: Length = .new(20)
  /// Below this many tokens, with the first one and the prompt, a caption does not end.
  package var minimumLength = 0
  /// By the length to this power scores are divided; above 0 favours long captions.
  package var lengthPenalty = 1.0
  /// When a search ends.
  package var earlyStopping = EarlyStopping.whenUnlikely
  /// By this the scores of tokens that the caption has already are made worse; 1 does nothing.
  package var repetitionPenalty: Float = 1
  /// What the caption begins with, as in "a photography of"; empty lets the model begin.
  package var prompt = ""
  /// Whether the prompt stays in the caption; sd-scripts' make_captions.py takes it away.
  package var keepsPrompt = true

  /// transformers' defaults.
  package init() {}

  /// The most beams, far beyond those that improve a caption.
  package static let mostBeams = 64
}

/// An option that a model cannot follow.
package enum CaptionOptionProblem: Sendable, Hashable {
  /// Not 1 to `most`.
  case beamCount(Int, most: Int)
  /// The longest length leaves no token after the first one and the prompt, or goes beyond the model's positions.
  case length(Int, promptTokens: Int, positions: Int)
  /// Below 0.
  case minimumLength(Int)
  /// Not finite, or beyond ±100.
  case lengthPenalty(Double)
  /// Not above 0, or above 100.
  case repetitionPenalty(Float)

  /// A phrase with the value and what is allowed.
  package var description: String {
    switch self {
    case .beamCount(let count, let most): "\(count) beams; 1 to \(most) are possible"
    case .length(let length, let prompt, let positions):
      "a length of \(length) tokens; the first token and the prompt are \(prompt), the model has \(positions) positions"
    case .minimumLength(let length): "a minimum length of \(length); it cannot be below 0"
    case .lengthPenalty(let penalty): "a length penalty of \(penalty); -100 to 100 are possible"
    case .repetitionPenalty(let penalty): "a repetition penalty of \(penalty); above 0 up to 100 are possible"
    }
  }
}

/// Options with a prompt and a model in mind: every number is known and fits.
struct GenerationLimits: Sendable {
  let beamCount: Int
  let maximumLength: Int
  let minimumLength: Int
  let lengthPenalty: Double
  let earlyStopping: CaptionOptions.EarlyStopping
  let repetitionPenalty: Float
  let endToken: Int

  /// `promptTokens` counts the first token too.
  init(
    _ options: CaptionOptions, promptTokens: Int, _ text: BLIPConfiguration.Text
  ) throws(BLIPError) {
    var problems: [CaptionOptionProblem] = []
    let most = min(CaptionOptions.mostBeams, text.vocabularySize / 2)
    if !(1...most).contains(options.beamCount) { problems.append(.beamCount(options.beamCount, most: most)) }
    switch options.length {
    case .new(let count): maximumLength = min(text.positionCount, promptTokens + min(count, text.positionCount))
    case .total(let count): maximumLength = count
    }
    // The last token is never read, hence one more than there are positions.
    if maximumLength <= promptTokens || maximumLength > text.positionCount + 1 {
      problems.append(.length(maximumLength, promptTokens: promptTokens, positions: text.positionCount))
    }
    if options.minimumLength < 0 { problems.append(.minimumLength(options.minimumLength)) }
    if !(-100...100).contains(options.lengthPenalty) { problems.append(.lengthPenalty(options.lengthPenalty)) }
    if !(options.repetitionPenalty > 0 && options.repetitionPenalty <= 100) {
      problems.append(.repetitionPenalty(options.repetitionPenalty))
    }
    guard problems.isEmpty else { throw .options(problems) }
    beamCount = options.beamCount
    minimumLength = options.minimumLength
    lengthPenalty = options.lengthPenalty
    earlyStopping = options.earlyStopping
    repetitionPenalty = options.repetitionPenalty
    endToken = text.endToken
  }
}
