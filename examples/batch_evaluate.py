"""Ask every question of a file, report what went wrong, and compare with an earlier run.

python examples/batch_evaluate.py QUESTIONS OUT [EARLIER]

QUESTIONS is a spreadsheet (.xlsx or .csv with a column "question"), a .jsonl or a .txt file. Run `goglobal ingest`
first, with the same GOGLOBAL_DATA_DIR.
"""

import sys
from pathlib import Path

from bot.evaluation import compare_runs, evaluate_answers, local_target, read_questions, read_run
from bot.settings import go_offline, load_settings


def main(questions: Path, out: Path, earlier: Path | None = None) -> None:
    """Write a run to `out` and print what an analyst wants to know first."""
    go_offline()
    file = read_questions(questions)
    for line in file.rejected:
        print("left out:", line)

    summary = evaluate_answers(file.questions, local_target(load_settings()), out)
    print(f"{summary['n']} questions, statuses: {summary['statuses']}")
    if summary["handled_rightly"] is not None:  # None when no row names its gold facts
        low, high = summary["intervals"]["handled_rightly"]
        print(f"handled rightly: {summary['handled_rightly']:.0%} (95 % interval {low:.0%} to {high:.0%})")
    print(f"report: {out / 'report.html'}")

    if earlier:
        comparison = compare_runs(read_run(earlier), read_run(out))
        for change in comparison.changes:
            print(f"{change.verdict}: {change.question_id} {change.question} ({' → '.join(change.status)})")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
