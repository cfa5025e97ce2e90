"""Official terms: what a user typed is also searched by the official name."""

import re
from collections.abc import Iterable

from bot.languages.alternatives import any_of
from bot.languages.scripts import fold, is_han
from bot.types import Term

_SHORTEST = 2  # a one-character synonym would match everywhere


class TermIndex:
    """Finds the terms that a text names, by any of their forms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._term_of: dict[str, Term] = {}
        for term in terms:
            for form in _forms(term):
                if len(folded := fold(form)) >= _SHORTEST:
                    self._term_of.setdefault(folded, term)
        self._pattern = any_of(self._term_of, _before, _after)

    def named_in(self, text: str) -> frozenset[str]:
        """The terms that a text names, by their English form."""
        return frozenset(self._term_of[match.group()].en for match in self._pattern.finditer(fold(text)))

    def mentions_in(self, folded: str) -> list[tuple[int, int, str]]:
        """Where a folded text names a term: start, end, and the term by its English form."""
        return [(one.start(), one.end(), self._term_of[one.group()].en) for one in self._pattern.finditer(folded)]

    def official(self, text: str, *, chinese: bool) -> str:
        """`text`, folded, with each name or synonym replaced by the official term in Chinese or English."""

        def replace(match: re.Match[str]) -> str:
            term = self._term_of[match.group()]
            return fold(re.split(r"[；/]", term.zh_hant if chinese else term.en)[0].strip())

        return self._pattern.sub(replace, fold(text))


def _forms(term: Term) -> list[str]:
    """Every way to write a term; forms joined by a slash or semicolon stand for themselves, without quotation marks."""
    written = (*re.split(r"[；/]", term.en), *re.split(r"[；/]", term.zh_hant), *re.split(r"[；/]", term.zh_hans))
    return [form.strip().strip("「」“”《》'") for form in (*written, *term.synonyms)]


def _before(first: str) -> str:
    return "" if is_han(first) else r"(?<![a-z0-9])"


def _after(last: str) -> str:
    return "" if is_han(last) else r"(?![a-z0-9])"
