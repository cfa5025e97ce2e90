"""Many names as one pattern that reads each character of a text once, however many names there are."""

import re
from collections.abc import Callable, Iterable

_Tree = dict[str, "_Tree"]
_END = ""  # the key under which a tree says that a name ends here, and what must not follow


def any_of(names: Iterable[str], before: Callable[[str], str], after: Callable[[str], str]) -> re.Pattern[str]:
    """A pattern that finds the longest of some names where what stands around them allows it.

    `before` and `after` give a pattern for what stands there, by the first and the last character of a name.
    """
    trees: dict[str, _Tree] = {}
    for name in names:
        tree = trees.setdefault(before(name[0]), {})
        for character in name:
            tree = tree.setdefault(character, {})
        tree[_END] = {after(name[-1]): {}}
    return re.compile("|".join(start + _pattern(tree) for start, tree in trees.items()) or r"(?!)")


def _pattern(tree: _Tree) -> str:
    """The branches of a tree, each as far as it goes, before the end of a name that goes no further."""
    branches = [_branch(character, below) for character, below in sorted(tree.items()) if character != _END]
    branches += tree.get(_END, {})
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _branch(character: str, below: _Tree) -> str:
    """A character and what follows it, without a group where only one thing can."""
    text = re.escape(character)
    while len(below) == 1 and _END not in below:
        [(character, below)] = below.items()
        text += re.escape(character)
    return text + _pattern(below)
