from pathlib import Path

import pytest

from bot.encoder.encoder import NgramEncoder
from bot.index.build import LoadedIndex, build_index, load_index
from bot.protocols import Vectors
from bot.retrieval.hybrid import HybridRetriever, Mode, weights_for
from bot.types import Document, Language, Query, ScoredFact
from tests import factories
from tests.factories import document, fact, section
from tests.fakes import HashEmbedder
from tests.index.knowledge import small_knowledge


@pytest.fixture
def index(tmp_path: Path) -> LoadedIndex:
    build_index(small_knowledge(), tmp_path, HashEmbedder(), rebuild=False, progress=lambda *step: None)
    return load_index(tmp_path, "hash-64")


def _retriever(index: LoadedIndex, embedder: HashEmbedder) -> HybridRetriever:
    return HybridRetriever(index, embedder, NgramEncoder())


def test_the_fact_that_states_the_question_comes_first(index: LoadedIndex) -> None:
    retriever = _retriever(index, HashEmbedder())
    query = Query(text="Scheme 7 pays 8 million", language=Language.EN)
    ranked = retriever.retrieve(query, retriever.embed(query), 5)
    assert ranked[0].fact_id == "pays-7"
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_a_question_in_which_nothing_is_known_has_no_vector(index: LoadedIndex) -> None:
    assert _retriever(index, HashEmbedder()).embed(Query(text=" ", language=Language.ZH_HANS)) is None


@pytest.mark.parametrize("text", ["计划7发放8百万", "計劃7發放8百萬"])
def test_both_scripts_rank_the_same_fact_first(index: LoadedIndex, text: str) -> None:
    query = Query(text=text, language=Language.ZH_HANS)
    assert _retriever(index, HashEmbedder()).retrieve(query, None, 1)[0].fact_id == "pays-7"


def test_a_chinese_name_in_an_english_question_is_embedded_by_its_english_term(bot: object, indexed: object) -> None:
    from bot.app import Bot

    assert isinstance(bot, Bot)
    embedder = HashEmbedder()
    query = Query(text="Who is in charge of 出海專班?", language=Language.EN)
    HybridRetriever(bot.index, embedder, NgramEncoder()).embed(query)
    assert "task force" in embedder.embedded[0]


def test_equal_scores_are_ordered_by_id(index: LoadedIndex) -> None:
    query = Query(text="nothing of the kind", language=Language.EN)
    ids = [one.fact_id for one in _retriever(index, HashEmbedder()).retrieve(query, None, 30)]
    assert ids == sorted(ids)


def _indexed(folder: Path, *documents: Document) -> LoadedIndex:
    knowledge = factories.knowledge(*documents)
    build_index(knowledge, folder, HashEmbedder(), rebuild=False, progress=lambda *step: None)
    return load_index(folder, "hash-64")


def _retrieved(index: LoadedIndex, text: str, mode: Mode, language: Language = Language.EN) -> list[ScoredFact]:
    retriever = _retriever(index, HashEmbedder())
    query = Query(text=text, language=language)
    return list(retriever.retrieve(query, retriever.embed(query), 30, mode))


@pytest.mark.parametrize("language", list(Language))
def test_a_half_alone_leaves_the_other_out(language: Language) -> None:
    dense, sparse = (weights_for(mode, language, has_vector=True) for mode in (Mode.DENSE, Mode.SPARSE))

    assert (dense.sparse, dense.asked_sparse, sparse.dense, sparse.asked_dense) == (0, 0, 0, 0)
    assert sparse.across == 0


def test_both_chinese_scripts_have_the_same_weights() -> None:
    hans, hant = (weights_for(Mode.HYBRID, x, has_vector=True) for x in (Language.ZH_HANS, Language.ZH_HANT))

    assert hans == hant
    assert hans != weights_for(Mode.HYBRID, Language.EN, has_vector=True)


@pytest.mark.parametrize(
    ("mode", "same_as"), [(Mode.HYBRID, Mode.SPARSE), (Mode.SPARSE, Mode.SPARSE), (Mode.DENSE, Mode.DENSE)]
)
def test_without_a_vector_hybrid_is_sparse(mode: Mode, same_as: Mode) -> None:
    without, wanted = (weights_for(one, Language.EN, has_vector=has) for one, has in ((mode, False), (same_as, True)))
    assert without == wanted


def test_hybrid_is_the_mode_where_none_is_named(index: LoadedIndex) -> None:
    retriever = _retriever(index, HashEmbedder())
    query = Query(text="Scheme 7 pays 8 million", language=Language.EN)
    vector = retriever.embed(query)

    assert retriever.retrieve(query, vector, 30) == retriever.retrieve(query, vector, 30, Mode.HYBRID)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_finds_the_fact_that_states_the_question(index: LoadedIndex, mode: Mode) -> None:
    assert _retrieved(index, "Scheme 7 pays 8 million.", mode)[0].fact_id == "pays-7"


def test_dense_alone_ranks_by_the_vector_and_sparse_alone_by_the_words(index: LoadedIndex) -> None:
    retriever = _retriever(index, HashEmbedder())
    query = Query(text="Scheme 7 pays 8 million.", language=Language.EN)
    vector = HashEmbedder().embed(["Office 3 opens in May 2003."])[0]

    first = {mode: retriever.retrieve(query, vector, 1, mode)[0].fact_id for mode in (Mode.DENSE, Mode.SPARSE)}

    assert first == {Mode.DENSE: "opens-3", Mode.SPARSE: "pays-7"}


def test_evidence_in_the_other_language_counts_for_the_same_fact(index: LoadedIndex) -> None:
    retriever = _retriever(index, HashEmbedder())
    query = Query(text="八百万", language=Language.ZH_HANS)
    vector = HashEmbedder().embed(["Office 3 opens in May 2003."])[0]

    assert retriever.retrieve(query, vector, 1)[0].fact_id == "opens-3"


@pytest.mark.parametrize("mode", list(Mode))
def test_equal_scores_are_ordered_by_id_in_every_mode(tmp_path: Path, mode: Mode) -> None:
    names = ["m", "b", "z", "a", "k"]
    sheets = [document(section(fact(id=name), id=f"s-{name}"), topic=f"t-{name}") for name in names]

    found = _retrieved(_indexed(tmp_path, *sheets), "What is the tax rate?", mode)

    assert [one.fact_id for one in found] == sorted(names)
    assert len({one.score for one in found}) == 1


def test_the_text_that_a_sentence_stands_in_counts_towards_its_score(tmp_path: Path) -> None:
    def sheet(name: str, other: str) -> Document:
        facts = (fact(id=f"{name}.1", text="It opens at nine."), fact(id=f"{name}.2", text=other))
        return document(section(*facts, id=f"{name}/1", heading="", is_text=True), topic=name)

    index = _indexed(tmp_path, sheet("museum", "Clocks are shown in the museum."), sheet("ferry", "Boats leave daily."))

    opening = [one for one in _retrieved(index, "museum opens", Mode.SPARSE) if one.fact_id.endswith(".1")]

    assert [one.fact_id for one in opening] == ["museum.1", "ferry.1"]
    assert opening[0].score > opening[1].score
    assert opening[0].parts == opening[1].parts


def test_the_score_of_a_sentence_is_its_own_and_that_of_its_text(tmp_path: Path) -> None:
    sheet = document(section(fact(id="a.1", text="Clocks tick."), id="a/1", heading="", is_text=True), topic="a")
    index = _indexed(tmp_path, sheet)

    (found,) = _retrieved(index, "Clocks tick.", Mode.DENSE)

    assert found.score == pytest.approx(2.0)


def test_a_section_of_facts_is_no_text(tmp_path: Path) -> None:
    sheet = document(section(fact(id="a.1", text="Clocks tick."), id="a/1", heading="Boats"), topic="a")

    (found,) = _retrieved(_indexed(tmp_path, sheet), "Clocks tick.", Mode.DENSE)

    assert found.score == pytest.approx(found.parts["fact_dense"] + found.parts["section_dense"])


@pytest.mark.parametrize("written", [Language.ZH_HANS, Language.ZH_HANT])
@pytest.mark.parametrize("asked", [Language.ZH_HANS, Language.ZH_HANT])
def test_a_text_in_either_chinese_script_is_found_in_either(tmp_path: Path, written: Language, asked: Language) -> None:
    texts = {Language.ZH_HANS: "图书馆九点开门。", Language.ZH_HANT: "圖書館九點開門。"}
    sheet = document(section(fact(text=texts[written])), language=written)

    assert _retrieved(_indexed(tmp_path, sheet), texts[asked], Mode.HYBRID, asked)[0].fact_id == "rate"


@pytest.mark.parametrize(("written", "asked"), [(Language.ZH_HANS, Language.EN), (Language.EN, Language.ZH_HANT)])
@pytest.mark.parametrize("mode", list(Mode))
def test_a_fact_that_stands_in_the_other_language_alone_is_found_there(
    tmp_path: Path, written: Language, asked: Language, mode: Mode
) -> None:
    index = _indexed(tmp_path, document(section(fact(text="The tax rate 稅率 is 8.25%.")), language=written))

    (found,) = _retrieved(index, "What is the tax rate? 稅率", mode, asked)

    assert (found.fact_id, found.parts["fact_across"]) == ("rate", 0.0)
    assert found.score > 0


def test_a_fact_in_both_languages_is_found_once(tmp_path: Path) -> None:
    sheets = [document(section(fact()), language=language) for language in (Language.EN, Language.ZH_HANT)]
    alone = document(section(fact(id="alone", text="稅率另議。")), topic="other", language=Language.ZH_HANT)

    found = _retrieved(_indexed(tmp_path, *sheets, alone), "What is the tax rate?", Mode.HYBRID)

    assert sorted(one.fact_id for one in found) == ["alone", "rate"]


def _text(name: str, *sentences: str, language: Language = Language.EN) -> Document:
    facts = (fact(id=f"{name}.{number}", text=text) for number, text in enumerate(sentences, 1))
    return document(section(*facts, id=f"{name}/1", heading="", is_text=True), topic=name, language=language)


def test_only_both_halves_together_read_running_text_again(tmp_path: Path) -> None:
    index = _indexed(tmp_path, _text("museum", "Clocks are shown."), _text("ferry", "Boats leave daily."))

    read = {mode: "read" in _retrieved(index, "When do boats leave?", mode)[0].parts for mode in Mode}

    assert read == {Mode.HYBRID: True, Mode.DENSE: False, Mode.SPARSE: False}


def test_sheets_are_not_read_again(index: LoadedIndex) -> None:
    assert all("read" not in one.parts for one in _retrieved(index, "Scheme 7 pays 8 million", Mode.HYBRID))


def test_what_is_read_is_averaged_with_what_is_indexed(tmp_path: Path) -> None:
    index = _indexed(tmp_path, _text("ferry", "Boats leave daily."))
    weights = weights_for(Mode.HYBRID, Language.EN, has_vector=True)

    (found,) = _retrieved(index, "Boats leave daily.", Mode.HYBRID)

    indexed = 2 * (found.parts["fact_sparse"] + weights.dense * weights.text_dense)
    assert found.parts["read"] == pytest.approx(5)
    assert found.score == pytest.approx((indexed + weights.read * 5) / (1 + 2 * weights.read), abs=1e-5)


def test_running_text_that_is_not_among_the_nearest_is_as_near_as_the_last_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.retrieval.hybrid._DENSE_CANDIDATES", 1)
    index = _indexed(tmp_path, _text("a", "Boats leave daily."), _text("b", "Clocks tick."))

    near = {one.fact_id: one.parts["fact_dense"] for one in _retrieved(index, "Boats leave daily.", Mode.DENSE)}

    assert near["b.1"] == near["a.1"] > 0


@pytest.mark.parametrize(("is_text", "embedded_by"), [(True, "embed"), (False, "embed_query")])
def test_an_english_question_is_compared_with_text_as_a_text(tmp_path: Path, is_text: bool, embedded_by: str) -> None:
    class Embedder(HashEmbedder):
        def embed_query(self, text: str) -> Vectors:
            return super().embed_query("embed_query")

    sheet = document(section(fact(text="Boats leave daily."), is_text=is_text))
    index = _indexed(tmp_path, sheet)

    vector = _retriever(index, Embedder()).embed(Query(text="embed", language=Language.EN))

    assert vector is not None
    assert vector.tolist() == HashEmbedder().embed([embedded_by])[0].tolist()
