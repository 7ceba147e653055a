import LoracKohyaArguments
import LoracReference
import LoracSchema
import Testing

@Suite struct KeyExplanationTests {
  @Test func explainsAField() {
    let page = """
      network.rank

      The rank of the adapters: how much they can learn, and how
      large the file is. 8 to 32 for anime, 32 to 128 for people.

        accepts  a whole number from 1 to 4096, or an expression
                 such as rank/2
        default  4
        kohya    --network_dim
        example  rank: rank/2

      """
    #expect(KeyExplanation.explain("network.rank", width: 60) == .page(page))
    #expect(KeyExplanation.explain("rank", width: 60) == .ambiguous(["network.rank", "run.machines.rank"]))
  }

  @Test func explainsABlockByItsKeys() {
    let page = """
      save.state

      Optimizer state, to resume from.

        every      When optimizer state is saved, to resume from.
        at_end     Whether optimizer state is saved at the end of the run.
        keep_last  How far back states are kept; as `save.keep_last` otherwise.

      """
    #expect(KeyExplanation.explain("save.state") == .page(page))
    #expect(KeyExplanation.explain("state") == .page(page))
  }

  @Test func explainsListItems() {
    let item = KeyExplanation.explain("dataset.images.class_tokens")
    #expect(item == KeyExplanation.explain("class_tokens"))
    #expect(item == KeyExplanation.explain("dataset.regularization.class_tokens"))
    guard case .page(let page) = KeyExplanation.explain("dataset.images") else {
      Issue.record("no page")
      return
    }
    #expect(page.contains("\n  class_tokens "))
    #expect(page.contains("\n  captions            (block) How"))
  }

  @Test(arguments: ["network_dim", "--network_dim", "kohya.network_dim"])
  func findsTheFieldOfAKohyaArgument(_ name: String) {
    guard case .page(let page) = KeyExplanation.explain(name) else {
      Issue.record("no page for \(name)")
      return
    }
    #expect(page.hasPrefix("kohya's --network_dim comes from: network.rank\n\nnetwork.rank\n"))
  }

  @Test func explainsWhatOnlyKohyaHas() {
    let page = """
      kohya.zero_stage

      A setting that only kohya has; it is handed on as --zero_stage.

        accepts  one of 0, 1, 2, 3
        default  2
        native   not used: Only deepspeed, which is refused, looks at it.

      """
    #expect(KeyExplanation.explain("zero_stage") == .page(page))
  }

  @Test(arguments: [
    ("network.rnak", "network.rank"), ("clip_skp", "clip_skip"), ("netwrk", "network"), ("xformer", "xformers"),
  ])
  func suggestsTheNearest(_ key: String, _ nearest: String) {
    #expect(KeyExplanation.explain(key) == .unknown(nearest: nearest))
  }

  @Test func doesNotGuessFarAway() { #expect(KeyExplanation.explain("qqqqqqqq") == .unknown(nearest: nil)) }

  @Test func hasAPageForEveryKeyAndArgument() {
    let paths = RecipeFields.recipe.fields.map(\.path) + KohyaArgumentTable.current.names.map { "kohya.\($0)" }
    for path in paths {
      guard case .page(let page) = KeyExplanation.explain(path, width: 80) else {
        Issue.record("no page for \(path)")
        continue
      }
      #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(page)")
    }
  }
}
