"""Tags as the numbers of CLIP's words: tokenized once per tag, since tags never share a word."""

import torch

import scenes

START, END, COMMA = 49406, 49407, 267
LENGTH = 77


class Captions:
    def __init__(self, tokenizer):
        self.tokenizer, self.known = tokenizer, {}

    def vocabulary(self):
        """The numbers of all words of the scenes' tags."""
        tags = [f"{color} background" for color in scenes.COLORS] + scenes.SHAPES + list(scenes.PLACES) + ["stripes"]
        return {word for tag in tags + ["two shapes", "figure"] for word in self.words(tag)}

    def words(self, tag):
        if tag not in self.known:
            self.known[tag] = self.tokenizer(tag, add_special_tokens=False)["input_ids"]
        return self.known[tag]

    def join(self, parts):
        ids = [START]
        for index, part in enumerate(parts):
            ids += ([COMMA] if index else []) + part
        ids = ids[: LENGTH - 1]
        return ids + [END] * (LENGTH - len(ids))

    def exactly(self, prompts):
        return torch.tensor([self.join([self.words(tag) for tag in prompt.split(", ")] if prompt else []) for prompt in prompts])

    def varied(self, random, tags):
        """A caption for one step of training: shuffled, now and then without a tag, with a foreign word or empty.

        Foreign words teach the model to pass over what it does not know, so that a trigger word means nothing to it.
        """
        if random.random() < 0.12:
            return self.join([])
        parts = [self.words(tag) for index, tag in enumerate(tags) if random.random() > (0.1 if index else 0.04)]
        if random.random() < 0.25:
            foreign = random.integers(256, START, int(random.integers(1, 3))).tolist()
            parts += [foreign] if random.random() < 0.5 else [[word] for word in foreign]
        return self.join([parts[i] for i in random.permutation(len(parts))])
