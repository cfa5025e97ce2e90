"""Whether each fact reads as it must: alone, short enough, in its script, in the official terms."""

import re
from collections.abc import Iterator

from bot.documents.checks.sheets import facts_of
from bot.documents.places import Problem
from bot.languages.scripts import traditionalise
from bot.languages.sentences import split_sentences
from bot.types import Fact, Knowledge, Language, Term

_LONGEST = 60  # words of an English sentence
_LONGEST_CHINESE = 150  # characters of a Chinese one, about as much to read
_LEANING = re.compile(
    r"(?:it|its|they|their|these|those|this|that|he|she|there|here|such|the (?:scheme|programme|fund|measure|rule|"
    r"arrangement|regime|platform|company|latter|former|same))\b",
    re.IGNORECASE,
)
_LEANING_CHINESE = re.compile(r"它|他|她|其|此|該|這|上述|前述|有關(?:計劃|安排|措施|制度)")
_EVERYWHERE = frozenset(("Hong Kong", "Mainland", "Mainland enterprises"))  # named in many ways
_SHORTEST_TERM = 4  # letters; shorter ones are abbreviations that mean several things
_BOTH = frozenset(
    "群周了布划系才只后台里干面余谷征准同向表范制于几卷回家岳局借出采兌咸恒"
)  # Traditional writes these too


def check_wording(knowledge: Knowledge) -> Iterator[Problem]:
    """Everything that can be told from the words of a fact, and of its parallel."""
    english = {name: fact for name, (_, _, fact) in facts_of(knowledge, Language.EN).items()}
    chinese = {name: fact for name, (_, _, fact) in facts_of(knowledge, Language.ZH_HANT).items()}
    for language, facts in (("en", english), ("zh-Hant", chinese)):
        for fact in facts.values():
            for message in _wording(fact, chinese=language != "en"):
                yield Problem(place=(language, fact.id), message=f"{fact.id}: {message}")
    yield from _official_terms(english, chinese, knowledge.terms)


def _wording(fact: Fact, *, chinese: bool) -> Iterator[str]:
    leaning = (_LEANING_CHINESE if chinese else _LEANING).match(fact.text)
    if leaning:
        yield f"begins with {leaning.group()!r} and does not stand alone; name what it is about"
    for sentence in split_sentences(fact.text):
        length = len(re.findall(r"\w", sentence)) if chinese else len(sentence.split())
        limit, unit = (_LONGEST_CHINESE, "characters") if chinese else (_LONGEST, "words")
        if length > limit:
            yield f"has a sentence of {length} {unit}; at most {limit}, split the fact"
    if chinese and (wrong := _simplified(fact.text)):
        yield f"has Simplified characters: {''.join(wrong)}"


def _simplified(text: str) -> list[str]:
    """Characters that only Simplified writes so, in order."""
    return [c for c in dict.fromkeys(text) if c not in _BOTH and not c.isascii() and traditionalise(c) != c]


def _official_terms(english: dict[str, Fact], chinese: dict[str, Fact], terms: tuple[Term, ...]) -> Iterator[Problem]:
    """A fact that names something by its official English name names it officially in Chinese too."""
    for term in terms:
        pattern = _named(term)
        if term.en in _EVERYWHERE or pattern is None:
            continue
        accepted = _chinese_forms(term)
        for name, fact in english.items():
            if name in chinese and pattern.search(fact.text) and not any(f in chinese[name].text for f in accepted):
                message = f"{name}: names {term.en!r} but not {accepted[0]!r}, as terms.csv has it"
                yield Problem(place=("zh-Hant", name), message=message)


def _named(term: Term) -> re.Pattern[str] | None:
    forms = [form.strip() for form in re.split(r"[/;；]", term.en) if len(form.strip()) >= _SHORTEST_TERM]
    found = "|".join(map(re.escape, forms))
    return re.compile(rf"(?<![A-Za-z])(?:{found})(?![A-Za-z])") if forms else None


def _chinese_forms(term: Term) -> list[str]:
    forms = [*re.split(r"[/；]", term.zh_hant), *term.synonyms]
    return [form.strip().strip("「」《》") for form in forms if form.strip() and not form.strip().isascii()]
