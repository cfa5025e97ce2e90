"""What detail a question asks for, and whether a fact states such a detail.

A near miss has the right subject and lacks the detail: asked for a fee, it gives a form. Expected answer types are the
classic way to tell (Li and Roth, COLING 2002); the types here are the ones that business users ask for, each with the
words that ask for it and the words or figures without which a text cannot answer it. All patterns are on folded text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.figures import Figure, FigureKind, find_figures

_Figures = list[Figure]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A kind of detail: `asks` finds it in a question, `states` tells whether a text holds it."""

    name: str
    asks: re.Pattern[str]
    states: Callable[[str, _Figures], bool]


def _words(pattern: str) -> Callable[[str, _Figures], bool]:
    compiled = re.compile(pattern)
    return lambda text, figures: bool(compiled.search(text))


def _figures(*kinds: FigureKind) -> Callable[[str, _Figures], bool]:
    return lambda text, figures: any(figure.kind in kinds for figure in figures)


def _both(*checks: Callable[[str, _Figures], bool]) -> Callable[[str, _Figures], bool]:
    return lambda text, figures: all(check(text, figures) for check in checks)


def _either(*checks: Callable[[str, _Figures], bool]) -> Callable[[str, _Figures], bool]:
    return lambda text, figures: any(check(text, figures) for check in checks)


def _dated(text: str, figures: _Figures) -> bool:
    return any(figure.kind is FigureKind.DATE for figure in figures)


_NUMBER_WORD = r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
_COUNTED = r"[一二两三四五六七八九十百]+[家间个项名人份类种座次届宗条国]"
_COUNT = _either(_figures(FigureKind.COUNT), _words(f"{_NUMBER_WORD}|{_COUNTED}"))
_QUANTITY = _either(
    _figures(FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MONEY),
    _words(rf"{_NUMBER_WORD}|{_COUNTED}|\b(?:no|nil|zero|half|third|quarter)\b|[一二两三四五六七八九十]+[年月天日周分]|不设|没有|一半|免费"),
)
_DURATION = (
    r"\b(?:days?|weeks?|months?|years?|monthly|annual)\b|[个]?(?:工作[天日]|[天周月年]|星期|小时|日内|个月|年内|天内)"
)

_TABLE: tuple[tuple[str, str, Callable[[str, _Figures], bool]], ...] = (
    (
        "person",
        r"\bwho(?:'s| is| are| was| heads?| leads?| chairs?| runs?| steers?)\b|\b(?:boss|head|director|name|chairman) of\b"
        r"|\b(?:which|what) (?:official|minister|secretary|person)|in charge of"
        r"|哪(?:一)?位|谁(?:是|在|来|出任|担任|牵头|领导|主持|负责|督导)|由谁(?:出任|担任|牵头|领导|主持|负责|督导)|哪个(?:官员|局长|负责人)|主管是|(?:处长|署长|局长|负责人)是",
        _words(
            r"\bsecretary\b|\bdirector\b|\bdirector-general\b|chief executive|\bchair|president|commissioner|\bminister\b"
            r"|局长|司长|署长|处长|行政长官|主席|总裁|专员|主任"
        ),
    ),
    (
        "telephone",
        r"\b(?:hotline|telephone|phone|tel\b|whatsapp|wechat)|电话|热线|微信|手机号",
        _words(r"telephone|\+852|\d{4} \d{4}|电话"),
    ),
    ("e-mail", r"\be-?mail\b|邮箱|电邮|电子邮件", _words(r"@|e-?mail|电邮|邮箱")),
    (
        "headcount",
        r"\b(?:headcount|how many (?:staff|employees|officers|people (?:work|are employed)))|how many \w+ work\b|number of (?:staff|employees)"
        r"|(?:多少|几(?:多)?)(?:名|个|位)?(?:全职)?(?:员工|职员|雇员|人手|公务员|专业人员)|(?:员工|职员|雇员|编制)(?:人数|有多少)|雇了多少",
        _both(_words(r"employ|\bstaff\b|雇员|员工|职员|雇用|聘用|人手"), _COUNT),
    ),
    (
        "fee",
        r"\b(?:fees?|(?<!in )charges?|how much does (?:it|the \w+) (?:cost|charge))\b|\bcharge (?:us|for|to)\b|手续费|规费|收费|费用|申请费|租金|年费|要收多少",
        _either(_words(r"\bfees?\b|\bcharge|\bcosts?\b|\bfree\b|收费|费用|手续费|免费"), _words(r"费")),
    ),
    (
        "penalty",
        r"\b(?:penalt(?:y|ies)|fines?|surcharge|punish)|罚|处分|后果",
        _words(r"penalt|\bfine[ds]?\b|surcharge|罚|附加费"),
    ),
    (
        "duration",
        r"\bhow (?:long|soon|many (?:working |business )?(?:days|weeks|months|years)|much time)\b|processing time"
        r"|多久|(?:多少|几)个?(?:工作[天日]|[天周月]|星期|年)|多长时间|等几天|几天能|期限(?:是)?(?:多少|多久|几)|给多长",
        _both(_words(_DURATION), _QUANTITY),
    ),
    (
        "date",
        r"\bwhen (?:did|was|were|will|does|is|do)\b|\b(?:what|which) (?:date|day|month|year)\b|since when|from which date|closing date|deadline"
        r"|by when|until when|start date|何时|几时|什么时候|哪(?:一)?(?:天|日|年|月)|几月|几号|何年|啥时候|截止|最迟|何日",
        _either(_dated, _words(_DURATION)),
    ),
    (
        "premium",
        r"\bpremiums?\b|保费|保险费率",
        _words(r"premium|保费"),
    ),
    (
        "capital",
        r"\b(?:paid-up|registered|minimum) capital\b|注册资本|实缴|实收资本|最低资本|启动资金",
        _words(r"paid-up|registered capital|minimum capital|注册资本|实缴|最低资本"),
    ),
    (
        "claims",
        r"\b(?:claims? paid|paid out|payouts?|indemnit)|赔(?:了|咗|付|偿|出)|理赔",
        _words(r"claim|paid out|payout|indemnit|赔"),
    ),
    (
        "percentage",
        r"\b(?:what|which) (?:percentage|percent|per cent|share|proportion)\b|百分之几|占比|(?<!有)几成|几个点|比例(?:是)?多少|百分比",
        _either(_figures(FigureKind.PERCENT), _words(r"过半|一半|\bhalf\b|分之|more than half")),
    ),
    (
        "rate",
        r"\b(?:tax|interest|withholding|premium|profits tax) rates?\b|\brate of tax|税率|利率|费率",
        _either(_figures(FigureKind.PERCENT), _words(r"half rate|半税|exempt|豁免|免税|no \w+ tax|没有")),
    ),
    (
        "money",
        r"\bhow (?:much|many) (?:money|cash|funding|million|billion|did .{3,40} (?:give|receive|spend|put))|\b(?:budget of|amount of|how many million)"
        r"|多少(?:钱|资金|经费|预算|拨款|亿|万)|几(?:多)?钱|经费(?:预算)?有|(?:经费|拨款|预算)(?:是)?(?:多少|几)|拨(?:款)?多少|金额",
        _either(_figures(FigureKind.MONEY), _words(r"\bfree\b|免费")),
    ),
    (
        "count",
        r"\bhow many\b|\bnumber of\b|\bcount of\b|(?:多少|(?<!哪)几)(?:多)?(?:家|间|个|名|宗|份|项|人|届|国|座|条|种)",
        _COUNT,
    ),
    ("quantity", r"\bhow (?:much|large|big|high)\b|多少|几多|几大|多大|门槛|上限|下限|额度|规模", _QUANTITY),
)
ATTRIBUTES = tuple(Attribute(name, re.compile(asks), states) for name, asks, states in _TABLE)
# A special detail silences the general ones that the same words also ask for.
_SILENCES = {
    "headcount": {"count"},
    "fee": {"money"},
    "penalty": {"money"},
    "premium": {"rate", "percentage", "money"},
    "claims": {"money"},
    "capital": {"money"},
    "rate": {"percentage"},
}
_GENERAL = {"count", "quantity"}  # asked only when nothing more special is


def asked(folded: str) -> frozenset[str]:
    """Names of the details that a folded question asks for; empty when it asks for none in particular."""
    found = {attribute.name for attribute in ATTRIBUTES if attribute.asks.search(folded)}
    silenced = {general for name in found for general in _SILENCES.get(name, ())}
    special = found - silenced
    return frozenset(special - _GENERAL or special)


def stated(text: str, folded: str) -> frozenset[str]:
    """Names of the details that a text states."""
    figures = find_figures(text)
    return frozenset(attribute.name for attribute in ATTRIBUTES if attribute.states(folded, figures))
