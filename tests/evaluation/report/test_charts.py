import re
from dataclasses import replace

import pytest

from bot.evaluation.report.charts import (
    Bin,
    CurveChart,
    Dot,
    DotChart,
    Histogram,
    Mark,
    draw_curve,
    draw_dots,
    draw_histogram,
    logarithmic_bins,
    thinned,
)

_DOT = Dot(label="English", shown="50.0%", value=0.5, low=0.25, high=0.75)
_DOTS = DotChart(key="parts", title="Parts", description="A dot each.", dots=(_DOT,), whole=0.5)


def _attributes(svg: str, shape: str) -> dict[str, str]:
    found = re.search(rf"<\w+ class=\"{shape}\"([^>]*)", svg)
    assert found
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))


def test_a_dot_stands_at_its_value_and_its_interval_around_it() -> None:
    svg = draw_dots(_DOTS)

    assert _attributes(svg, "dot")["cx"] == "50.0%"
    assert (_attributes(svg, "range")["x1"], _attributes(svg, "range")["x2"]) == ("26.0%", "74.0%")


def test_what_was_not_measured_has_a_label_and_no_dot() -> None:
    unknown = Dot(label="English", shown="not measurable", value=None, low=None, high=None)

    svg = draw_dots(replace(_DOTS, dots=(unknown,), whole=None))

    assert "not measurable" in svg
    assert 'class="dot"' not in svg


def test_labels_are_escaped() -> None:
    svg = draw_dots(replace(_DOTS, dots=(replace(_DOT, label="<script>"),), title='"&"'))

    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg
    assert "&#34;&amp;&#34;" in svg


def test_charts_are_named_by_their_title_and_description() -> None:
    svg = draw_dots(_DOTS)

    assert 'role="img" aria-labelledby="parts-title parts-description"' in svg
    assert '<title id="parts-title">Parts</title>' in svg
    assert '<desc id="parts-description">A dot each.</desc>' in svg


def test_the_last_point_of_a_curve_is_marked_under_a_round_ceiling() -> None:
    svg = draw_curve(CurveChart(key="c", title="C", description="", points=((0.5, 0.0), (1.0, 0.1)), label="As run"))

    assert 'points="0.5,1.0 1.0,0.0 "' in svg
    assert _attributes(svg, "dot")["cx"] == "98.0%"
    assert ">10%<" in svg
    assert "As run" in svg


def test_a_curve_without_risk_still_has_an_axis() -> None:
    svg = draw_curve(CurveChart(key="c", title="C", description="", points=((0.5, 0.0),), label="As run"))

    assert ">5%<" in svg


def test_bars_are_as_high_as_their_counts() -> None:
    bins = (Bin(low=1, high=10, count=4), Bin(low=10, high=100, count=2))

    svg = draw_histogram(Histogram(key="h", title="H", description="", bins=bins, marks=(Mark(label="p50", value=10),)))

    assert re.findall(r'class="bar"[^>]* height="([\d.]+)"', svg) == ["150.0", "75.0"]
    assert "p50 10 ms" in svg
    assert _attributes(svg, "whole")["x1"] == "50.0%"


@pytest.mark.parametrize("values", [[0.0], [1.0], [5.0, 5.0], [0.3, 7.0, 1000.0], [4.0, 90_000.0], [0.01, 3e7]])
def test_every_value_lies_in_one_of_a_few_bins(values: list[float]) -> None:
    bins = logarithmic_bins(values)

    assert sum(one.count for one in bins) == len(values)
    assert 1 <= len(bins) <= 10
    assert bins[0].count
    assert bins[-1].count
    assert [one.high for one in bins[:-1]] == [one.low for one in bins[1:]]


def test_thinning_keeps_both_ends() -> None:
    assert thinned(range(100), 4) == [0, 33, 66, 99]
    assert thinned(range(3), 4) == [0, 1, 2]
