import LoracTestSupport

@testable import LoracTokenizer

/// Results of transformers and sd-scripts, written by Tests/Tools/tokenizer_reference.py.
let references = ReferenceFolders(largerRun: "LORAC_TOKENIZER_REFERENCE")

/// A text without characters that a test's output would hide.
func visible(_ text: String) -> String {
  text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
}
