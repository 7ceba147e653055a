#ifndef CLORAC_TOKENIZER_TABLES_H
#define CLORAC_TOKENIZER_TABLES_H

#include <stddef.h>

/// The bytes of one file of `Data`, inside the binary: nothing is read or parsed before a table is asked for.
///
/// `Tests/Tools/make_tokenizer_tables.py` writes the files and says how each is laid out. `bytes` is aligned to 8.
struct lorac_table {
  const void *_Nonnull bytes;
  size_t count;
};

struct lorac_table lorac_clip_merges(void);
struct lorac_table lorac_character_ranges(void);
struct lorac_table lorac_character_classes(void);
struct lorac_table lorac_mojibake_patterns(void);
struct lorac_table lorac_lowercase(void);
struct lorac_table lorac_substitutions(void);
struct lorac_table lorac_decompositions(void);
struct lorac_table lorac_compositions(void);
struct lorac_table lorac_encodings(void);
struct lorac_table lorac_html_entities(void);

#endif
