extension Sampler {
  /// All samplers: kohya's names for `--sample_sampler` first, then A1111's.
  package static let all: [Sampler] = kohya + automatic1111

  /// What sd-scripts makes of its names.
  ///
  /// It limits the predicted picture of some to ±1, since it sets `clip_sample` wherever a scheduler knows it
  /// (train_util.py, `get_my_scheduler`).
  package static let kohya: [Sampler] = [
    diffusers("ddim", .euler(clip: 1), .leading(offset: 0, endsAtPicture: true)),
    diffusers("pndm", .pseudoLinear(rungeKutta: true), .leading(offset: 0, endsAtPicture: false)),
    diffusers("lms", .linearMultistep, .even),
    diffusers("euler", .euler(clip: nil), .even),
    diffusers("euler_a", .eulerAncestral, .even),
    diffusers("heun", .heun(clip: 1), .even),
    diffusers("dpm_2", .midpoint, .even),
    diffusers("dpm_2_a", .midpointAncestral, .even),
    // Today's diffusers refuses sd-scripts' settings for it; they are those with which it works.
    diffusers("dpmsolver", .multistepNoise, .solver(endsAtPicture: false)),
    diffusers("dpmsolver++", .multistepPicture, .solver(endsAtPicture: true)),
    diffusers("dpmsingle", .singlestepPicture, .solver(endsAtPicture: true)),
    // Not among the choices of the command line, but a prompt's `--ss` may name it.
    diffusers("ddpm", .ddpm(clip: 1), .leading(offset: 0, endsAtPicture: true)),
  ]

  /// What A1111 offers, by the names it writes into pictures.
  package static let automatic1111: [Sampler] =
    [
      ("Euler a", .eulerAncestral), ("Euler", .euler(clip: nil)), ("LMS", .linearMultistep),
      ("Heun", .heun(clip: nil)), ("DPM2", .midpoint), ("DPM2 a", .midpointAncestral),
      ("DPM++ 2S a", .singlestepAncestral), ("DPM++ 2M", .multistepPicture), ("DPM++ SDE", .stochastic),
      ("DPM++ 2M SDE", .stochasticMultistep(.midpoint)), ("DPM++ 2M SDE Heun", .stochasticMultistep(.heun)),
      ("DPM++ 3M SDE", .stochasticMultistep(.thirdOrder)),
    ].flatMap { name, algorithm in
      [
        Sampler(name: name, kind: .kDiffusion, algorithm: algorithm, spacing: .geometric),
        Sampler(name: name + " Karras", kind: .kDiffusion, algorithm: algorithm, spacing: .karras),
        Sampler(name: name + " Exponential", kind: .kDiffusion, algorithm: algorithm, spacing: .exponential),
      ]
    } + [
      Sampler(
        name: "DDIM", kind: .kDiffusion, algorithm: .euler(clip: nil),
        spacing: .leading(offset: 1, endsAtPicture: false)),
      Sampler(
        name: "PLMS", kind: .kDiffusion, algorithm: .pseudoLinear(rungeKutta: false),
        spacing: .leading(offset: 1, endsAtPicture: false)),
    ]

  /// Other names of the same: kohya's second ones, and the inner ones of k-diffusion and A1111.
  package static let aliases: [(alias: String, name: String)] = [
    ("k_lms", "lms"), ("k_euler", "euler"), ("k_euler_a", "euler_a"), ("k_dpm_2", "dpm_2"), ("k_dpm_2_a", "dpm_2_a"),
    ("k_heun", "Heun"), ("euler_ancestral", "Euler a"), ("dpm2", "DPM2"), ("dpm2_a", "DPM2 a"), ("plms", "PLMS"),
    ("dpmpp_2s_a", "DPM++ 2S a"), ("dpmpp_2s_ancestral", "DPM++ 2S a"), ("dpmpp_2m", "DPM++ 2M"),
    ("dpmpp_sde", "DPM++ SDE"), ("dpmpp_2m_sde", "DPM++ 2M SDE"), ("dpmpp_3m_sde", "DPM++ 3M SDE"),
    ("lms_ka", "LMS Karras"), ("dpm_2_ka", "DPM2 Karras"), ("dpm_2_a_ka", "DPM2 a Karras"),
    ("dpmpp_2s_a_ka", "DPM++ 2S a Karras"), ("dpmpp_2m_ka", "DPM++ 2M Karras"), ("dpmpp_sde_ka", "DPM++ SDE Karras"),
  ]

  /// The sampler of a name, in kohya's or A1111's writing, or a second name; nil if there is none.
  ///
  /// An exact name first; then case, blanks, `_` and `-` do not matter, and `k_` and `sample_` may stand in front.
  package static func named(_ name: String) -> Sampler? {
    if let exact = all.first(where: { $0.name == name }) { return exact }
    let key = normalized(name)
    let prefixed = ["", "k", "sample"]
    if let alias = aliases.first(where: { alias in prefixed.contains { $0 + normalized(alias.alias) == key } }) {
      return all.first { $0.name == alias.name }
    }
    // Only case tells some of A1111's names from kohya's, and this is neither's.
    return automatic1111.first { normalized($0.name) == key } ?? kohya.first { normalized($0.name) == key }
  }

  /// The same algorithm with the noise levels of A1111's "Schedule type"; nil where it has no such levels.
  ///
  /// "Automatic" is what the name says already, or what A1111 prefers for the sampler.
  package func scheduled(_ schedule: String) -> Sampler? {
    guard kind == .kDiffusion else { return nil }
    let suffix = Self.suffixes.first { name.hasSuffix($0) } ?? ""
    let base = String(name.dropLast(suffix.count))
    let wanted: String
    switch Self.normalized(schedule) {
    case "automatic": wanted = suffix.isEmpty ? Self.preferredSuffixes[base, default: ""] : suffix
    case "uniform": wanted = ""
    case "karras": wanted = " Karras"
    case "exponential": wanted = " Exponential"
    default: return nil
    }
    return Self.automatic1111.first { $0.name == base + wanted }
  }

  /// kohya's name of the same algorithm, whose noise levels may differ; nil if kohya has none.
  package var nearestKohyaName: String? {
    guard kind == .kDiffusion else { return name }
    let suffix = Self.suffixes.first { name.hasSuffix($0) } ?? ""
    return Self.kohyaCounterparts[String(name.dropLast(suffix.count))]
  }

  private static let kohyaCounterparts = [
    "Euler a": "euler_a", "Euler": "euler", "LMS": "lms", "Heun": "heun", "DPM2": "dpm_2", "DPM2 a": "dpm_2_a",
    "DPM++ 2M": "dpmsolver++", "DDIM": "ddim", "PLMS": "pndm",
  ]
  private static let suffixes = [" Karras", " Exponential"]
  private static let preferredSuffixes = [
    "DPM2": " Karras", "DPM2 a": " Karras", "DPM++ 2S a": " Karras", "DPM++ 2M": " Karras", "DPM++ SDE": " Karras",
    "DPM++ 2M SDE": " Exponential", "DPM++ 2M SDE Heun": " Exponential", "DPM++ 3M SDE": " Exponential",
  ]

  private static func diffusers(_ name: String, _ algorithm: Algorithm, _ spacing: Spacing) -> Sampler {
    Sampler(name: name, kind: .diffusers, algorithm: algorithm, spacing: spacing)
  }

  private static func normalized(_ name: String) -> String {
    name.lowercased().filter { !" _-".contains($0) }
  }
}
