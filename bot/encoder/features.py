"""What the encoder reads in a text: its Chinese characters, words and bigrams, and its Latin words and numbers."""

import re
from collections.abc import Iterator

from bot.languages.colloquial import to_written
from bot.languages.scripts import fold, is_han

LONGEST = 4  # characters: most Chinese words have two, set phrases four
_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no character, and OpenCC cannot take it
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z]+|\d+(?:\.\d+)?")


def features(text: str) -> Iterator[str]:
    """Every n-gram of one to four Han characters, every Latin word and every number, with repeats.

    Scripts are folded and Cantonese words written first, so that the forms of one question have the same features.
    """
    for run in _RUN.findall(to_written(fold(_HALF.sub(" ", text)))):
        if is_han(run[0]):
            for size in range(1, LONGEST + 1):
                for start in range(len(run) - size + 1):
                    yield run[start : start + size]
        else:
            yield run
