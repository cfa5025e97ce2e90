"""The kinds of detail that business users ask for: the words that ask for each, and what a text that has one holds.

All patterns are on folded text (Simplified, lower case), in which written Cantonese has been put into written Chinese.
"""

import re
from collections.abc import Callable

from bot.figures import Figure, FigureKind

Figures = list[Figure]


def _words(pattern: str) -> Callable[[str, Figures], bool]:
    compiled = re.compile(pattern)
    return lambda text, figures: bool(compiled.search(text))


def _figures(*kinds: FigureKind) -> Callable[[str, Figures], bool]:
    return lambda text, figures: any(figure.kind in kinds for figure in figures)


def _both(*checks: Callable[[str, Figures], bool]) -> Callable[[str, Figures], bool]:
    return lambda text, figures: all(check(text, figures) for check in checks)


def _either(*checks: Callable[[str, Figures], bool]) -> Callable[[str, Figures], bool]:
    return lambda text, figures: any(check(text, figures) for check in checks)


def _exact_date(text: str, figures: Figures) -> bool:
    """A date with a month: a bare year in a text is most often when it was reported."""
    return any(figure.kind is FigureKind.DATE and len(figure.value) >= len("2025-01") for figure in figures)


_NUMBER_WORD = r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
_COUNTED = r"(?<![第一二两三四五六七八九十百])[一二两三四五六七八九十百]+[家间个项名人份类种座次届宗条国]"
_COUNT = _either(_figures(FigureKind.COUNT), _words(f"{_NUMBER_WORD}|{_COUNTED}"))
_QUANTITY = _either(
    _figures(FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MONEY),
    _words(
        rf"{_NUMBER_WORD}|{_COUNTED}|\b(?:no|nil|zero|half|third|quarter)\b"
        r"|[一二两三四五六七八九十]+个?(?:[年月天日周分]|星期|小时)|不设|没有|一半|免费"
    ),
)
_DURATION = (
    r"\b(?:days?|weeks?|months?|years?|monthly|annual)\b|[个]?(?:工作[天日]|[天周月年]|星期|小时|日内|个月|年内|天内)"
    r"|(?<![月\d])\d{1,3}日"
)
_PEOPLE = (
    "people|persons?|staff|employees|workers|members|lawyers|visitors|participants|representatives|examiners|arbitrators"
    "|directors|shareholders|accountants|professionals|students|users|partners|holders|applicants|dependants|officers"
)
_DESCRIBED = (  # up to three words between a number and what it counts; none that begins another part of the sentence
    r"(?:(?!(?:can|do|does|did|are|is|of|the|in|for|has|have|will|may|must|should|to|per|who|that|at|from)\b)"
    r"[\w&'-]+ ){0,3}"
)
_LEADS = "出任|担任|牵头|领导|主持|负责|督导"

TABLE: tuple[tuple[str, str, Callable[[str, Figures], bool]], ...] = (
    (
        "person",
        r"\bwho(?:'s| is| are| was| heads?| leads?| chairs?| runs?| steers?)\b"
        r"|\b(?:boss|head|director|name|chairman) of\b|in charge of"
        r"|\b(?:which|what) (?:official|minister|secretary|person)"
        rf"|哪(?:一)?位|谁(?:是|在|来|{_LEADS})|由谁(?:{_LEADS})|哪个(?:官员|局长|负责人)"
        r"|谁[?？]?$|叫(?:什么|咩|乜)名|主管是|(?:处长|署长|局长|负责人)是",
        _words(
            r"\bsecretary\b|\bdirector\b|\bdirector-general\b|chief executive|\bchair|president|commissioner"
            r"|\bminister\b|局长|司长|署长|处长|行政长官|主席|总裁|专员|主任"
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
        r"\b(?:headcount|how many (?:staff|employees|officers|people (?:work|are employed)))"
        r"|how many \w+ work\b|number of (?:staff|employees)"
        r"|(?:多少|几(?:多)?)(?:名|个|位)?(?:全职)?(?:员工|职员|雇员|人手|公务员|专业人员)"
        r"|(?:员工|职员|雇员|编制)(?:人数|有多少)|雇了多少",
        _both(_words(r"employ|\bstaff\b|雇员|员工|职员|雇用|聘用|人手"), _COUNT),
    ),
    (
        "fee",
        r"\b(?:fees?|(?<!in )charges?|how much does (?:it|the \w+) (?:cost|charge))\b"
        r"|\bwhat (?:do|does|would|will) .{3,60} cost\b|\bcharge (?:us|for|to)\b"
        r"|手续费|规费|收费|费用|申请费|入场费|报名费|团费|会费|票价|门票|租金|年费|要收多少",
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
        r"|多久|(?:多少|几)个?(?:工作[天日]|[天周月]|星期|年)|(?:多少|(?<!哪)几)日|多长时间|等几天|几天能"
        r"|期限(?:是)?(?:多少|多久|几)|给多长",
        _both(_words(_DURATION), _QUANTITY),
    ),
    (
        "date",
        r"\bwhen (?:did|was|were|will|does|is|do)\b|\b(?:what|which) (?:date|day|month)\b|since when"
        r"|from which date|closing date|deadline|by when|until when|start date"
        r"|何时|几时|什么时候|哪(?:一)?(?:天|日|月)|几月|几号|啥时候|截止|最迟|何日",
        _either(_exact_date, _both(_words(_DURATION), _QUANTITY)),
    ),
    ("year", r"\b(?:what|which) year\b|哪(?:一)?年|何年", _figures(FigureKind.DATE)),
    (
        "rank",
        r"\brank(?:s|ed|ing)?\b|排名|排(?:在)?第几|第几(?:位|大|名)",
        _words(
            r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|largest|biggest)\b"
            r"|第[一二三四五六七八九十]+(?:位|大|名)|首位|最大|全球第"
        ),
    ),
    (
        "definition",
        r"^(?:what(?:'s| is| are)|define|explain) (?:an? |the )?[\w' -]{2,40}\??$|\bmeaning of\b|what does .{2,40} mean"
        r"|^(?:什|甚)么是|是(?:什|甚)么(?:意思|来的|机构|部门|东西|平台)?[?？]?$|(?:系|是)(?:咩|乜)|指什么",
        _words(
            r"\b(?:is|are) (?:an? |the (?:short|government|city|in-house|body|department))"
            r"|\bmeans\b|\brefers to\b|\bworks as\b"
            r"|是.{0,40}(?:部门|机构|平台|计划|制度|协定|组织|简称|法定)|简称|意指|是指|担当|指的是|意思"
        ),
    ),
    ("premium", r"\bpremiums?\b|保费|保险费率", _words(r"premium|保费")),
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
        r"\b(?:what|which) (?:percentage|percent|per cent|share|proportion)\b"
        r"|百分之(?:几|多少)|(?:多少|几)(?:个)?巴仙|占比|(?<!有)几成|几个点|比例(?:是)?多少|多少比例|百分比",
        _either(_figures(FigureKind.PERCENT), _words(r"过半|一半|\bhalf\b|分之|more than half")),
    ),
    (
        "rate",
        r"(?<!zero )(?<!zero tax )(?<!half )\brates?\b(?! of return)|\bhow much tax\b|(?<!零)税率|(?<!零)利率|费率"
        r"|(?:交|缴|纳|收)(?:多少|几多).{0,6}税|税(?:负|费)?(?:是)?(?:多少|几多)|税.{0,3}按(?:多少|几)",
        _either(_figures(FigureKind.PERCENT), _words(r"exempt|豁免|免税|no \w+ tax|没有.{0,8}税|不征")),
    ),
    (
        "money",
        r"\bhow (?:much|many) (?:money|cash|funding|million|billion|did .{3,40} (?:give|receive|spend|put))"
        r"|\b(?:budget of|amount of|how many million)"
        r"|多少(?:钱|资金|经费|预算|拨款|亿|万)|几(?:多)?钱|经费(?:预算)?有"
        r"|(?:经费|拨款|预算)(?:是)?(?:多少|几)|拨(?:款)?多少|金额",
        _either(_figures(FigureKind.MONEY), _words(r"\bfree\b|免费")),
    ),
    (
        "count",
        r"\bhow many\b|\bnumber of\b|\bcount of\b"
        r"|(?:多少|(?<!哪)几)(?:多)?(?:家|间|个|名|宗|份|项|人(?!民币)|届|国|座|条|种)"
        r"|(?:多少|几多)(?:内地|海外|本地|香港|外来)?(?:企业|公司|机构|国家)",
        _COUNT,
    ),
    (
        "people",
        rf"\bhow many {_DESCRIBED}(?:{_PEOPLE})\b"
        r"|(?:多少|(?<![哪前])几)(?:名|位|个?(?:全职|海外|内地|专业|外来)?(?:人(?!民币)|会员|股东|合伙人|律师|仲裁员))",
        _words(
            rf"(?:\d[\d,.]*|{_NUMBER_WORD}|\bone\b)(?: (?:million|thousand))? (?:and |or )?{_DESCRIBED}(?:{_PEOPLE})\b"
            r"|\bno (?:minimum|limit|quota)\b"
            r"|[\d一二两三四五六七八九十百千万亿余多](?:名|位|人|个?(?:会员|股东|合伙人|律师))"
            r"|(?:会员|股东|合伙人|律师)[^，。；]{0,4}\d|不设|并无"
        ),
    ),
    (
        "area",
        r"\bhow (?:many|much) (?:hectares|square|sq)|\bfloor area\b|平方米|平方公里|公顷|面积",
        _words(r"hectares?|\bsquare (?:met|kilomet)|平方米|平方公里|公顷"),
    ),
    (
        "weight",
        r"\bhow many (?:tonnes|tons)\b|\bhow much (?:air )?cargo\b|(?:多少|几)万?吨",
        _words(r"\btonnes?\b|\btons?\b|吨|\bteu\b"),
    ),
    (
        "documents",
        r"\b(?:what|which) (?:\w+ )?(?:documents?|papers?|paperwork|forms?)\b"
        r"|(?:什么|哪些|哪几[份样种])(?:文件|材料|资料|表格|证明)",
        _words(
            r"\bforms?\b|documents?|\bpapers?\b|\bcop(?:y|ies)\b|certificate|opinion|statement|affidavit|\breport\b|\bplan\b"
            r"|表格|文件|副本|证明|报告|意见书|决议|章程|计划书|誓章|判决书|合同|合约|发票|材料|纪录"
        ),
    ),
    (
        "market value",
        r"\b(?:what|which|minimum|least|how (?:big|large|much|high)) .{0,20}\bmarket (?:cap\b|capitali[sz]ation|value)"
        r"|市值.{0,6}(?:多少|几)|(?:多少|多大|最低)市值",
        _words(r"\bmarket (?:cap\b|capitali[sz]ation|value)|\bworth\b|市值|价值"),
    ),
    ("figure", r"\bhow (?:much|large|big|high)\b|多少|几大|多大", _QUANTITY),
    ("quantity", r"门槛|上限|下限|额度|规模", _QUANTITY),
)
