from bot.evaluation.compare import compare_runs
from bot.evaluation.measures import MEASURES
from bot.evaluation.report.markdown import to_markdown
from bot.evaluation.report.numbers import percent
from bot.evaluation.report.wording import MEASURE_WORDS
from tests.evaluation.factories import declined, question, record
from tests.evaluation.report.runs import made, worse_records


def test_a_run_of_one_question_reads_as_this() -> None:
    run = made([question("q|1")], [record("q|1", text="It is 16.5%. [1]")])

    assert (
        to_markdown(run.summary, run.scored)
        == """\
## Evaluation

0 of 1 question is handled rightly (0%; 95% interval 0 to 0%); 1 of 1 figure in the answers stands in no cited passage.

| measure | value | 95% interval | of |
| --- | --- | --- | --- |
| Handled rightly | 0% | 0 to 0% | 1 labelled questions |
| Expected facts found | 0% | 0 to 0% | 1 questions with expected facts |
| Every expected fact found | 0% | 0 to 0% | 1 questions with expected facts |
| Declined rightly | not measurable |  | 0 declined questions |
| Declined where it should | not measurable |  | 0 questions to decline |
| Declined without need | 0% | 0 to 0% | 1 answerable questions |
| Sentences that quote truly | 100% | 100 to 100% | 1 sentences |
| Figures found in a source | 0% | 0 to 0% | 1 figures |
| Expected source cited | not measurable |  | 0 questions with known sources |
| Answered in the asker’s script | 100% | 100 to 100% | 1 questions with a known language |
| No answer at all | 0% | 0 to 0% | 1 answers |

### By language and script

| language | questions | Handled rightly | Expected facts found | Declined where it should | Declined without need \
| Figures found in a source |
| --- | --- | --- | --- | --- | --- | --- |
| English | 1 | 0% (0 to 0%) | 0% (0 to 0%) | not measurable | 0% (0 to 0%) | 0% (0 to 0%) |

### By kind of question

| kind | questions | Handled rightly | Expected facts found | Declined where it should | Declined without need \
| Figures found in a source |
| --- | --- | --- | --- | --- | --- | --- |
| fact | 1 | 0% (0 to 0%) | 0% (0 to 0%) | not measurable | 0% (0 to 0%) | 0% (0 to 0%) |

### One question in every script

| between scripts | agree | of |
| --- | --- | --- |
| Same outcome (answered or declined) | not measurable | 0 |
| Same figures | not measurable | 0 |
| Same sources | not measurable | 0 |

### To mend

| reason | questions | the first of them |
| --- | --- | --- |
| figure in no cited passage | 1 | q\\|1 |

<sub>Commit 0123456789, modified; mode extractive; model none; corpus version c0ffee; 1 question, 1 answer; \
1 March 2026, 09:05 UTC.<br>
ask_in auto, repeat 1, workers 1, questions_sha256 """
        + "5" * 64
        + """, target.kind in-process, \
target.mode extractive, target.model none, target.corpus_version c0ffee, target.documents 2, \
target.thresholds.least_score_dense 0.45.</sub>
"""
    )


def test_each_figure_is_that_of_the_summary() -> None:
    run = made()

    text = to_markdown(run.summary, run.scored)

    for name in MEASURES:
        assert f"| {MEASURE_WORDS[name].label} | {percent(run.summary[name])} |" in text


def test_reasons_are_counted_with_the_first_few_ids() -> None:
    names = [f"q{number}" for number in range(7)]
    run = made([question(name) for name in names], [declined(name) for name in names])

    text = to_markdown(run.summary, run.scored)

    assert "| declined, though there is an answer | 7 | q0, q1, q2, q3, q4 … |" in text


def test_a_comparison_tells_what_changed_and_whether_it_is_clear() -> None:
    before, after = made(), made(answers=worse_records(), documents=("en/tax",))

    text = to_markdown(after.summary, after.scored, compare_runs(before.run, after.run))

    assert "### Compared with runs/march\n\n1 worse, 0 changed, 1 better, of 7 questions in both runs." in text
    assert "| No answer at all | 14.3% | 0% | −14.3 |" in text
    assert "better, within chance |" in text
    assert "| document zh-Hant/tax | present | absent |" in text


def test_names_are_text_and_never_markup() -> None:
    run = made([question("a", kind="<b>`x` [y](z)</b>")], [record("a")])

    text = to_markdown(run.summary, run.scored)

    assert "&lt;b&gt;\\`x\\` \\[y\\](z)&lt;/b&gt;" in text


def test_a_run_that_is_not_complete_says_so() -> None:
    run = made(expected=9)

    assert "**This run is not complete:** it holds 7 answers to 9 questions." in to_markdown(run.summary, run.scored)
