package import LoracDiagnostics

/// The diagnostic codes of the YAML stage, in order.
package enum YAMLDiagnostics {
  /// All of them.
  package static let codes: [DiagnosticCode] = [
    invalidEncoding, forbiddenCharacter, fileTooLarge, malformed, tabIndentation, unclosedBracket, unclosedQuote,
    colonInValue, needsQuotes, invalidEscape, unexpectedIndentation, unknownAlias, expansionTooLarge,
    nestedTooDeeply, duplicateKey, keyIsNotText, mergeOfNoMapping, severalDocuments, emptyRecipe, unknownTag,
    tagMismatch, badDirective, missingColon,
  ]
}

extension YAMLDiagnostics {
  static let invalidEncoding = DiagnosticCode(
    "LR0101", "invalid-encoding", .error,
    Explanation(
      meaning: """
        The file is not UTF-8 text: it has bytes that no UTF-8 character begins or continues with, or it is UTF-16.
        """,
      why: "YAML is Unicode text. Bytes of another encoding would turn names, triggers and paths into other names.",
      example: "A recipe saved by an editor as `UTF-16`, `Latin-1` or `GBK`.",
      fix: "Save the file as UTF-8, or convert it: `iconv -f UTF-16 -t UTF-8 recipe.yaml > converted.yaml`."
    ))

  static let forbiddenCharacter = DiagnosticCode(
    "LR0102", "forbidden-character", .error,
    Explanation(
      meaning: """
        The text has a character that YAML does not allow or that is read differently by different programs: NUL and \
        other control characters, a byte order mark within the text, or U+2028 and other line ends of Unicode.
        """,
      why: "Such characters are invisible. A file name or trigger that holds one never matches the name that you see.",
      example: "A prompt pasted from a web page or a chat, with U+2028 between its lines.",
      fix: "Delete the character. If it is meant, write it in double quotes as an escape: `\"\\u2028\"`."
    ))

  static let fileTooLarge = DiagnosticCode(
    "LR0103", "file-too-large", .error,
    Explanation(
      meaning: "The file is larger than any recipe.",
      why: "Most likely the path of another file was given, such as a checkpoint or a log.",
      example: "`lorac check model.safetensors`",
      fix: "Give the recipe's path."
    ))

  static let malformed = DiagnosticCode(
    "LR0104", "malformed-yaml", .error,
    Explanation(
      meaning: "The text is no YAML at this place, in a way that has no code of its own.",
      why: "Nothing behind the place can be read.",
      example: "`steps: > 20 < 30`",
      fix: """
        Look at the place and what stands before it: an indicator such as `-`, `?`, `|` or `>` may stand where text \
        was meant. Put the text in quotes.
        """
    ))

  static let tabIndentation = DiagnosticCode(
    "LR0105", "tab-indentation", .error,
    Explanation(
      meaning: "A line is indented with a tab.",
      why: "YAML forbids tabs in indentation, because their width differs from editor to editor.",
      example: "`train:` and below it a line with a tab before `epochs: 10`",
      fix: "Indent with spaces; `lorac check --fix` replaces the tabs."
    ))

  static let unclosedBracket = DiagnosticCode(
    "LR0106", "unclosed-bracket", .error,
    Explanation(
      meaning: "A `[` or `{` has no matching `]` or `}`, or two entries within have no comma between them.",
      why: "Everything behind the bracket is taken as part of the list or mapping.",
      example: "`resolution: [512, 768`",
      fix: "Close the bracket, or put the missing comma: `resolution: [512, 768]`."
    ))

  static let unclosedQuote = DiagnosticCode(
    "LR0107", "unclosed-quote", .error,
    Explanation(
      meaning: "A quoted text has no closing quote.",
      why: "Everything behind the quote is taken as text.",
      example: "`name: \"cat`",
      fix: "Close the quote: `name: \"cat\"`. A `'` within single quotes is written twice: `'the cat''s toy'`."
    ))

  static let colonInValue = DiagnosticCode(
    "LR0108", "colon-in-value", .error,
    Explanation(
      meaning: "An unquoted value has a colon with a space behind it.",
      why: "A colon and a space begin a mapping, which cannot stand on the line of a value.",
      example: "`prompts: a cat: sitting`",
      fix: "Put the value in quotes: `prompts: 'a cat: sitting'`."
    ))

  static let needsQuotes = DiagnosticCode(
    "LR0109", "needs-quotes", .error,
    Explanation(
      meaning: """
        An unquoted text begins with a character that means something else in YAML: `*` (alias), `&` (anchor), `!` \
        (tag), `%` (directive), or `@` and a backquote, which are reserved.
        """,
      why: "The text cannot be read without quotes.",
      example: "`class_tokens: *smile*`",
      fix: "Put the text in quotes: `class_tokens: '*smile*'`."
    ))

  static let invalidEscape = DiagnosticCode(
    "LR0110", "invalid-escape", .error,
    Explanation(
      meaning: "A text in double quotes has a backslash that begins no known escape.",
      why: """
        In double quotes a backslash starts an escape such as `\\n` or `\\u00e9`, so that a Windows path loses its \
        separators.
        """,
      example: "`base: \"D:\\models\\base.safetensors\"`",
      fix: """
        Use single quotes, where a backslash is a backslash, or write it twice: `base: \
        'D:\\models\\base.safetensors'`.
        """
    ))

  static let unexpectedIndentation = DiagnosticCode(
    "LR0111", "unexpected-indentation", .error,
    Explanation(
      meaning: "A line is indented in a way that fits no block above it.",
      why: "Indentation says which block a key belongs to; a key in the wrong column belongs to nothing.",
      example: "`name: cat` and below it, indented by two spaces, `lorac: 1`",
      fix: """
        Put the line in the column of the keys that it belongs to. If it continues a text in quotes, look for a \
        quote that is closed too early.
        """
    ))

  static let unknownAlias = DiagnosticCode(
    "LR0112", "unknown-alias", .error,
    Explanation(
      meaning: """
        `*name` repeats the value marked with `&name`, but no value before it has that mark, or the alias stands \
        inside that value.
        """,
      why: "There is nothing to repeat.",
      example: "`prompts: [*smile]`",
      fix: """
        Mark the value with `&name` above the alias. If the asterisk is part of the text, put the text in quotes: \
        `'*smile'`.
        """
    ))

  static let expansionTooLarge = DiagnosticCode(
    "LR0113", "expansion-too-large", .error,
    Explanation(
      meaning: "Aliases repeat so much that the recipe would have tens of thousands of values.",
      why: "Aliases of aliases grow without bound: nine lines can stand for a billion values.",
      example: "`b: [*a, *a, *a]`, `c: [*b, *b, *b]`, and so on",
      fix: "Repeat less; no recipe needs this."
    ))

  static let nestedTooDeeply = DiagnosticCode(
    "LR0114", "nested-too-deeply", .error,
    Explanation(
      meaning: "Lists and mappings stand in each other more than a hundred deep.",
      why: "No recipe needs more than six levels; unbounded nesting would exhaust memory.",
      example: "`[[[[[[…`",
      fix: "Look for brackets that are opened by mistake."
    ))

  static let duplicateKey = DiagnosticCode(
    "LR0115", "duplicate-key", .error,
    Explanation(
      meaning: "A mapping has the same key twice. Quotes make no difference: `rank` and `\"rank\"` are the same key.",
      why: "Most YAML readers keep the last value and say nothing, so that a setting is lost.",
      example: "`rank: 16` and further below, in the same block, `rank: 32`",
      fix: "Delete one of the two. To merge several mappings, write one `<<: [*first, *second]`."
    ))

  static let keyIsNotText = DiagnosticCode(
    "LR0116", "key-is-not-text", .error,
    Explanation(
      meaning: "A key is missing or is a list or a mapping.",
      why: "All keys of a recipe are words.",
      example: "`: 16`, `[rank, alpha]: 16`, or `{{name}}` without quotes",
      fix: "Write a key before the colon. Put text with braces in quotes."
    ))

  static let mergeOfNoMapping = DiagnosticCode(
    "LR0117", "merge-of-no-mapping", .error,
    Explanation(
      meaning: "`<<` takes over the keys of another mapping, but its value is no mapping and no list of mappings.",
      why: "There are no keys to take over.",
      example: "`<<: 16`",
      fix: "Give an alias of a mapping: `<<: *defaults`, or several: `<<: [*first, *second]`."
    ))

  static let severalDocuments = DiagnosticCode(
    "LR0118", "several-documents", .error,
    Explanation(
      meaning: "The file holds a second YAML document.",
      why: "A recipe is one document; what stands in the second would never be read.",
      example: "A line `---` in the middle of the recipe",
      fix: "Delete the line `---`, or put the second recipe in a file of its own and name the first in `extends`."
    ))

  static let emptyRecipe = DiagnosticCode(
    "LR0119", "empty-recipe", .error,
    Explanation(
      meaning: "The file has no content but blanks and comments.",
      why: "There is nothing to train.",
      example: "An empty file, or one whose lines all begin with `#`",
      fix: "Run `lorac init` for a commented recipe to start from."
    ))

  static let unknownTag = DiagnosticCode(
    "LR0120", "unknown-tag", .error,
    Explanation(
      meaning: """
        A value has a tag such as `!name`; recipes know only YAML's own: `!!str`, `!!int`, `!!float`, `!!bool`, \
        `!!null`, `!!seq` and `!!map`.
        """,
      why: "A tag changes what a value means, and lorac does not know what this one means.",
      example: "`prompts: !smile`",
      fix: "Delete the tag. If the exclamation mark is part of the text, put the text in quotes: `'!smile'`."
    ))

  static let tagMismatch = DiagnosticCode(
    "LR0121", "tag-mismatch", .error,
    Explanation(
      meaning: "A value is not of the type that its tag names.",
      why: "The value cannot be read as the tag demands.",
      example: "`rank: !!int sixteen`",
      fix: "Correct the value or delete the tag."
    ))

  static let badDirective = DiagnosticCode(
    "LR0122", "bad-directive", .error,
    Explanation(
      meaning: """
        A line that begins with `%` at the start of the file is no directive that YAML 1.1 or 1.2 knows, or is given \
        twice.
        """,
      why: "Directives change how the rest of the file is read.",
      example: "`%YAML 3.0`",
      fix: "Delete the line; recipes need no directives."
    ))

  static let missingColon = DiagnosticCode(
    "LR0123", "missing-colon", .error,
    Explanation(
      meaning: "A line in a block of `key: value` pairs is no such pair. Often the space behind the colon is missing.",
      why: "Without a space the colon is part of the word, so that `rank:16` is a text and not a key with a value.",
      example: "`rank:16`",
      fix: "Write `rank: 16`."
    ))
}
