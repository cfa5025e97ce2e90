import pytest

from bot.encoder.encoder import NgramEncoder
from bot.index.sparse import SparseIndex, build_sparse
from bot.retrieval.reading import Text, read

_NGRAMS = NgramEncoder()
_LIBRARY = ("The library opens at nine.", "Visitors pay a deposit.", "A card is free for residents.")
_FERRY = ("Boats leave daily.", "The ferry has run since 2016.")
_MUSEUM = ("博物馆逢星期二闭馆。", "馆内收藏了古董时钟。", "参观免费。")


def _sparse(*texts: tuple[str, ...]) -> SparseIndex:
    return build_sparse([sentence for text in texts for sentence in text])


def _read(question: str, *texts: tuple[str, ...]) -> list[list[float]]:
    found = read(question, [Text(sentences, _NGRAMS) for sentences in texts], _sparse(*texts))
    return [scores.tolist() for scores in found]


def test_every_sentence_of_every_text_has_a_score() -> None:
    assert [len(scores) for scores in _read("When does the library open?", _LIBRARY, _FERRY)] == [3, 2]


@pytest.mark.parametrize(
    ("question", "texts", "text", "sentence"),
    [
        ("What deposit do visitors pay?", (_LIBRARY, _FERRY), 0, 1),
        ("Since when has the ferry run?", (_LIBRARY, _FERRY), 1, 1),
        ("古董时钟收藏在哪里？", (_MUSEUM, ("渡轮每日开出。", "成人收费。")), 0, 1),
        ("古董時鐘收藏在哪裏？", (_MUSEUM, ("渡轮每日开出。", "成人收费。")), 0, 1),
    ],
)
def test_the_sentence_that_holds_the_question_scores_highest(
    question: str, texts: tuple[tuple[str, ...], ...], text: int, sentence: int
) -> None:
    found = _read(question, *texts)

    assert max(found[text]) == max(max(scores) for scores in found)
    assert max(found[text]) == found[text][sentence]


def test_a_sentence_that_says_all_of_the_question_scores_five() -> None:
    ((alone, _),) = _read("Visitors pay a deposit.", ("Visitors pay a deposit.", "Boats leave daily."))

    assert alone == pytest.approx(5)


def test_a_word_of_like_meaning_counts_though_it_is_not_the_same() -> None:
    alike, unlike = _read("vessel", ("The ship left.",), ("The tax rose.",))

    assert alike[0] > unlike[0] >= 0


def test_a_neighbour_counts_within_a_text_and_not_across() -> None:
    subject, other = ("The ferry is old.",), ("Clocks tick.",)
    ((_, beside),) = _read("ferry clocks", (*subject, *other))
    _, (apart,) = _read("ferry clocks", subject, other)

    assert beside > apart


def test_phrases_tell_apart_texts_of_the_same_words() -> None:
    together, apart = _read("deposit card", ("A deposit card is sold.",), ("A card needs a deposit.",))

    assert together[0] > apart[0]


@pytest.mark.parametrize("question", ["What is it?", "?", "是什么"])
def test_a_question_of_stop_words_finds_nothing(question: str) -> None:
    assert _read(question, _LIBRARY, _MUSEUM) == [[0.0] * 3, [0.0] * 3]


@pytest.mark.parametrize("sentences", [("…",), ("The.", "…")])
def test_a_text_without_words_scores_nothing(sentences: tuple[str, ...]) -> None:
    blank, told = _read("When does the library open?", sentences, _LIBRARY)

    assert blank == [0.0] * len(sentences)
    assert max(told) > 0
