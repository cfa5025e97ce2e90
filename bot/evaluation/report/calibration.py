"""The abstention figures in words and as a curve."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.evaluation.report.charts import CurveChart, draw_curve
from bot.evaluation.report.numbers import percent
from bot.types import JsonObject


def draw_calibration(summary: JsonObject) -> Markup | None:
    """Risk over coverage with the chosen point marked; None when no answer exports a confidence."""
    points = summary["calibration"]["points"]
    if not points:
        return None
    return draw_curve(
        CurveChart(
            key="risk-coverage",
            title="Share of wrong answers by share of questions answered",
            description=_description(points),
            points=tuple((point["coverage"], point["risk"]) for point in points),
            label="as run",
        )
    )


def _description(points: Sequence[JsonObject]) -> str:
    return f"The most confident answers: {_risk(points[0])}. As run: {_risk(points[-1])}."


def _risk(point: JsonObject) -> str:
    return f"{percent(point['coverage'])} answered, {percent(point['risk'])} wrong"
