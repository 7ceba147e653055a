import LoracJSON
import LoracKohyaArguments
import Testing

@Suite struct PythonTextTests {
  @Test func numbersAreWrittenAsPythonWritesThem() throws {
    let numbers = try ArgumentCases().numbers
    #expect(numbers.count > 200)
    for (value, python) in numbers { #expect(PythonText.text(value) == python) }
  }

  @Test func otherValues() {
    #expect(PythonText.text(.null) == "None")
    #expect(PythonText.text(true) == "True")
    #expect(PythonText.text(-Double.infinity) == "-inf")
    #expect(PythonText.text(Double.nan) == "nan")
  }
}
