import LoracJSON
import LoracKohyaArguments
import Testing

@Suite struct KohyaArgumentCheckTests {
  /// Texts that the real parser takes and lorac does not, on purpose.
  private static let stricter: Set<String> = [
    // argparse takes these for a value because they hold a space; lorac never lets a list element begin with a dash.
    "-a b",
    // argparse of Python 3.11 takes `--name=--` and stores an empty list.
    "--",
  ]

  @Test func agreesWithTheRealParser() throws {
    let cases = try ArgumentCases().cases
    #expect(cases.count > 500)
    for one in cases where !Self.stricter.contains(one.text) {
      let argument = try #require(KohyaArgumentTable.current.argument(named: one.name))
      let value: JSONValue = one.isListElement ? .array([.string(one.text)]) : .string(one.text)
      let problem = argument.check(value)
      #expect((problem == nil) == (one.value != nil), "--\(one.name) '\(one.text)': python \(one.value ?? "refuses")")
      if !one.isListElement, let python = one.value, argument.type != .path, let converted = argument.convert(one.text)
      {
        if case .string = converted { continue }  // repr escapes texts in its own way
        #expect(PythonText.text(converted) == python, "--\(one.name) '\(one.text)'")
      }
    }
  }

  @Test func twoDashesAreNoValue() throws {
    #expect(KohyaArgumentTable.current.argument(named: "output_name")?.check("--")?.reason == .looksLikeAnOption)
    #expect(KohyaArgumentTable.current.argument(named: "output_name")?.check("-x") == nil)
  }

  @Test func flagsTakeOnlyBooleans() throws {
    let flag = try #require(KohyaArgumentTable.current.argument(named: "xformers"))
    #expect(flag.check(true) == nil && flag.check(false) == nil && flag.check(nil) == nil)
    #expect(flag.check("yes")?.reason == .wrongType)
    #expect(flag.check(1)?.expected == "true or false")
  }

  @Test func numbersAreCheckedAsPythonWritesThem() throws {
    let table = KohyaArgumentTable.current
    let warmup = try #require(table.argument(named: "lr_warmup_steps"))
    #expect(warmup.check(100) == nil && warmup.check(0.05) == nil && warmup.check("5%") == nil)
    #expect(warmup.check(100.0)?.reason == .wrongType)
    #expect(KohyaArgumentTable.in2023.argument(named: "lr_warmup_steps")?.check(0.05)?.reason == .wrongType)
    #expect(table.argument(named: "network_dim")?.check(8.0)?.expected == "a whole number")
    #expect(table.argument(named: "resolution")?.check(512) == nil)
    #expect(table.argument(named: "resolution")?.check(true)?.reason == .wrongType)
  }

  @Test func listsNameTheElementThatIsWrong() throws {
    let table = KohyaArgumentTable.current
    let args = try #require(table.argument(named: "optimizer_args"))
    #expect(args.check(["a=1", "b=2"]) == nil && args.check("a=1") == nil && args.check([]) == nil)
    #expect(args.check(["a=1", "-b"])?.index == 1)
    #expect(args.check(["a=1", ["b"]])?.reason == .nested)
    #expect(table.argument(named: "text_encoder_lr")?.check([1e-5, "x"])?.index == 1)
    #expect(KohyaArgumentTable.in2023.argument(named: "text_encoder_lr")?.check([1e-5])?.reason == .listNotAllowed)
    #expect(table.argument(named: "output_name")?.check("a\u{0}b")?.reason == .holdsNUL)
  }

  @Test func choicesAreListed() throws {
    let precision = try #require(KohyaArgumentTable.current.argument(named: "mixed_precision"))
    let problem = try #require(precision.check("fp8"))
    #expect(problem.reason == .notAChoice(["no", "fp16", "bf16"]))
    #expect(problem.expected == "one of no, fp16, bf16")
    #expect(KohyaArgumentTable.current.argument(named: "max_token_length")?.check(150) == nil)
    #expect(KohyaArgumentTable.current.argument(named: "max_token_length")?.check(75) != nil)
  }
}
