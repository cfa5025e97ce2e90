from bot.evaluation.report.retrieval import render_retrieval
from tests.evaluation.report.runs import RETRIEVAL_MEASURES, retrieval_summary


def test_each_mode_has_every_measure_with_its_interval() -> None:
    page = render_retrieval(retrieval_summary(), "beir/scifact")

    assert page.count('<td class="number">0.500<small>0.450 to 0.550</small></td>') == 15
    assert page.count('class="chart" role="img"') == len(RETRIEVAL_MEASURES)
    for words in (
        "beir/scifact",
        "some-embedder",
        "some-analyser",
        "unknown",
        "12.2 ms",
        "1.3 s",
        "300 judged queries",
    ):
        assert words in page


def test_what_hybrid_adds_to_each_half_is_told_with_its_interval() -> None:
    page = render_retrieval(retrieval_summary(), "beir/scifact")

    for half in ("sparse", "dense"):
        assert f"hybrid differs from {half} by -0.0031 to +0.0281 in nDCG@10 (95% interval, mean +0.0125)" in page
    assert "differs" not in render_retrieval(retrieval_summary(None, n=0), "empty")


def test_a_collection_without_judgements_is_not_measurable() -> None:
    page = render_retrieval(retrieval_summary(None, n=0), "empty")

    assert "Nothing could be measured" in page
    assert page.count("not measurable") >= 15


def test_a_name_is_text_and_never_markup() -> None:
    page = render_retrieval(retrieval_summary(), "</title><script>alert(1)</script>")

    assert "<script" not in page
    assert "&lt;/title&gt;&lt;script&gt;" in page
