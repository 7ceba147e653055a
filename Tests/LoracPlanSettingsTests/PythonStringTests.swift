import LoracPlanSettings
import Testing

/// Checked against Python's `ast.literal_eval`, but for escapes, which are left out.
@Suite struct PythonStringTests {
  @Test(arguments: [
    ("'1:10,0.5'", "1:10,0.5"), ("\"1:10,0.5\"", "1:10,0.5"), ("''", ""), ("'say \"no\"'", "say \"no\""),
    ("1:10,0.5", nil), ("0.5", nil), ("'1:10', '0.5'", nil), ("'", nil), ("", nil), ("'1:10\"", nil), (#"'\x31'"#, nil),
  ]) func readsWhatStandsBetweenQuotes(_ literal: String, _ text: String?) {
    #expect(PythonString.text(literal) == text)
  }

  @Test(arguments: [
    ("1:10,0.5", "'1:10,0.5'"), ("it's", "\"it's\""), ("", "''"), ("'\"", nil), (#"\"#, nil),
  ]) func writesQuotes(_ text: String, _ literal: String?) {
    #expect(PythonString.literal(text) == literal)
  }
}
