#include "CLoracTokenizerTables.h"

// #embed is C23; clang knows it in every mode and warns in the older ones.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define TABLE(name) \
  struct lorac_table lorac_##name(void) { return (struct lorac_table){name, sizeof name}; }

static const _Alignas(8) unsigned char clip_merges[] = {
#embed "Data/clip-merges.bin"
};
TABLE(clip_merges)

static const _Alignas(8) unsigned char character_ranges[] = {
#embed "Data/character-ranges.bin"
};
TABLE(character_ranges)

static const _Alignas(8) unsigned char character_classes[] = {
#embed "Data/character-classes.bin"
};
TABLE(character_classes)

static const _Alignas(8) unsigned char mojibake_patterns[] = {
#embed "Data/mojibake-patterns.bin"
};
TABLE(mojibake_patterns)

static const _Alignas(8) unsigned char lowercase[] = {
#embed "Data/lowercase.bin"
};
TABLE(lowercase)

static const _Alignas(8) unsigned char substitutions[] = {
#embed "Data/substitutions.bin"
};
TABLE(substitutions)

static const _Alignas(8) unsigned char decompositions[] = {
#embed "Data/decompositions.bin"
};
TABLE(decompositions)

static const _Alignas(8) unsigned char compositions[] = {
#embed "Data/compositions.bin"
};
TABLE(compositions)

static const _Alignas(8) unsigned char encodings[] = {
#embed "Data/encodings.bin"
};
TABLE(encodings)

static const _Alignas(8) unsigned char html_entities[] = {
#embed "Data/html-entities.txt"
};
TABLE(html_entities)
