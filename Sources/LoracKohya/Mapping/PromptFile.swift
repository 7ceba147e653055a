internal import LoracJSON
internal import LoracPlan

/// The prompts of previews as kohya's `--sample_prompts` reads them.
enum PromptFile {
  /// JSON, because the text form gives meaning to ` --` and to line breaks inside a prompt.
  static func text(_ sample: SamplePlan) -> String {
    let prompts = sample.prompts.map { prompt in
      var members = [JSONValue.Member("prompt", .string(prompt.prompt))]
      if let negative = prompt.negative { members.append(JSONValue.Member("negative_prompt", .string(negative))) }
      members += [
        JSONValue.Member("width", .integer(prompt.size.width)),
        JSONValue.Member("height", .integer(prompt.size.height)),
        JSONValue.Member("sample_steps", .integer(prompt.steps)), JSONValue.Member("scale", .number(prompt.cfg)),
      ]
      if let seed = prompt.seed { members.append(JSONValue.Member("seed", .integer(seed))) }
      if let sampler = prompt.sampler {
        members.append(JSONValue.Member("sample_sampler", .string(SamplerNames.kohya(sampler))))
      }
      return JSONValue.object(members)
    }
    return JSONValue.array(prompts).serialized(pretty: true) + "\n"
  }
}
