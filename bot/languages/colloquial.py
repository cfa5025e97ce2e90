"""Written Cantonese as people type it, put into the written Chinese of the sheets (folded to Simplified)."""

import re

# Keys are folded (Simplified, lower case), as `scripts.fold` leaves them.
_WRITTEN = {
    "系咪": "是否", "系唔系": "是否", "有冇": "有没有", "几多": "多少", "点样": "如何", "点解": "为什么",
    "点算": "如何", "几时": "何时", "边个": "谁", "边位": "哪位", "边间": "哪家", "边度": "哪里", "边啲": "哪些",
    "边几": "哪几", "边日": "哪日", "边年": "哪年",
    "咩": "什么", "乜嘢": "什么", "乜": "什么", "嘢": "事", "使唔使": "是否需要",
    "唔使": "不需要", "洗唔洗": "是否需要", "唔洗": "不需要", "可唔可以": "可否", "得唔得": "可否",
    "攞": "取得", "搵": "找", "俾": "给", "畀": "给", "嘅": "的", "喺": "在", "咗": "了", "哋": "们",
    "佢": "他", "冇": "没有", "唔": "不", "嗰": "那", "𠮶": "那", "呢个": "这个", "而家": "现在", "依家": "现在",
    "啲": "些", "先可以": "才可以", "帮手": "协助", "倾": "洽谈", "揾": "找", "嚟": "来", "净系": "只是",
    "同埋": "以及",
}  # fmt: skip
# Where the same characters are also part of written words: 重点解决, 反倾销, 周边位置.
_BOUNDS = {"点解": (r"(?<![重试难一热要])", ""), "倾": ("", r"(?![向销斜听])"), "边位": (r"(?<!周)", "")}


def _bounded(word: str) -> str:
    before, after = _BOUNDS.get(word, ("", ""))
    return f"{before}{re.escape(word)}{after}"


_PATTERN = re.compile("|".join(map(_bounded, sorted(_WRITTEN, key=len, reverse=True))))


def to_written(folded: str) -> str:
    """Replace Cantonese words in a folded text by written ones; other text is returned as it is."""
    return _PATTERN.sub(lambda match: _WRITTEN[match.group()], folded)
