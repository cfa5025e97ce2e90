"""Questions that share the sheets' words but are for somebody else to answer, and for whom.

The word "tax" or "contract" does not tell them apart: what a company pays is in the sheets, what one employee pays is
not. Each kind is therefore known by how it asks, and by words that show that the sheets are meant after all.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.languages.colloquial import to_written
from bot.languages.places import is_mainland, places_in
from bot.languages.scripts import fold


class Outside(StrEnum):
    """A kind of question that only others can answer; the names are reasons in an answer."""

    PERSONAL_TAX = "personal_tax"
    LEGAL_OPINION = "legal_opinion"
    INVESTMENT_ADVICE = "investment_advice"
    POLITICS = "politics"
    FOREIGN_LAW = "foreign_law"


KINDS: frozenset[str] = frozenset(Outside)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """How a kind of question is put, in folded written text, and what shows that it is none."""

    asks: re.Pattern[str]
    unless: re.Pattern[str]


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# First person singular: "我" but neither 我们 nor 我司, 我公司, 我国.
_I = r"(?:我(?![们司国]|(?:家|间|的)?(?:公司|集团|企业))|本人|个人)"
_PERSONAL = r"(?:salaries tax|personal (?:income )?tax|personal assessment)"
_PAPER = r"(?:合同|合约|协议|协定|契约)书?"
_OUTCOME = r"(?:赢|输|胜诉|胜算|把握)(?!了)"  # of a case still open
_SHARE = r"(?:股票|新股|港股|[ah]股|美股|恒指|恒生指数|个股|只股|支股)"
_TRADE = r"(?:买入|卖出|买|卖掉|卖|沽出|沽|入手|认购|持有|抄底)"
_WHETHER = r"(?:值不值得|值得|能不能|还能|该不该|要不要|应不应该|合适|抵不抵)"
_RULERS = (
    r"(?:特首|行政长官|总统|首相|总理|主席|政党|党派|建制派|民主派|反对派|立法会选举|大选|台湾问题|两岸|统一|独立"
    r"|中美关系|政治|政府(?:的)?表现)"
)

_RULES = {
    Outside.PERSONAL_TAX: _Rule(
        asks=_any_of(
            rf"\b(?:my|i|me|i'm|i'll)\b.*\b(?:{_PERSONAL}|tax allowances?)",
            rf"\b(?:{_PERSONAL}|income tax|tax)\b.*\b(?:will|would|do|should|must|can) i (?:have to )?"
            r"(?:pay|owe|deduct|claim|file)\b",
            r"\bmy (?:own |personal )?(?:income tax|tax(?:es)?\b|tax (?:return|bill))",
            r"\b(?:can|do|may) i (?:claim|deduct)\b.*\bsalaries tax",
            rf"{_I}.{{0,16}}(?:税|个人入息课税)",
            rf"(?:薪俸税|个人入息课税).*{_I}",
        ),
        unless=_any_of(
            r"\b(?:compan(?:y|ies)|firm|business|corporate|group|subsidiary|fund|profits tax|stamp duty|dividends?)\b",
            r"公司|企业|集团|财资|利得税|印花税|股息|派息|基金|家办|生意|专利|工厂|店",
        ),
    ),
    Outside.LEGAL_OPINION: _Rule(
        asks=_any_of(
            r"\b(?:is|are|was|were|will|would) (?:our|my|this|the attached) (?:\w+ )?"
            r"(?:contract|agreement|clause|deal|guarantee|will)\b.*"
            r"\b(?:enforceable|valid|binding|void|legal|hold up)\b",
            r"\b(?:win|lose|chances?|prospects|odds)\b.*"
            r"\b(?:sue|suing|in court|lawsuit|case|litigation|claim against)\b",
            r"\b(?:sue|lawsuit|litigation)\b.*\b(?:win|lose|chances?|succeed)\b",
            r"\b(?:do|have) (?:we|i) (?:have )?a (?:good |strong )?(?:case|claim) against\b",
            r"\b(?:review|check|look over|read) (?:our|my|this) (?:\w+ )?(?:contract|agreement)\b",
            rf"(?:告|起诉|官司|诉讼|打官司|上法庭).{{0,10}}{_OUTCOME}",
            rf"{_OUTCOME}.{{0,8}}(?:官司|诉讼)",
            rf"(?:帮|替|给)我.{{0,3}}(?:看|审阅|审查|检查|审).{{0,8}}{_PAPER}",
            rf"(?:我们?|这份|这张|这个).{{0,10}}{_PAPER}.{{0,8}}(?:有效|无效|算数|有约束力|合法|有没有问题|漏洞)",
        ),
        unless=_any_of(r"arbitrat|hkiac|judgment|mediat|third[- ]party fund|\bdata\b", r"仲裁|判决|调解|数据|标准合同"),
    ),
    Outside.INVESTMENT_ADVICE: _Rule(
        asks=_any_of(
            r"\bshould (?:i|we) (?:buy|sell|hold|short|invest in|subscribe (?:for|to))\b"
            r"(?!.*\b(?:office|insurance|company)\b)",
            r"\b(?:good|right|bad|best) time to (?:buy|sell|get into|get out of|invest in)\b.*"
            r"\b(?:shares?|stocks?|index|market)",
            r"\b(?:which|what) (?:stocks?|shares?|ipos?)\b.*\bshould (?:i|we)\b",
            r"\b(?:will|would|can)\b.*\b(?:stocks?|shares?|share price|index)\b.*"
            r"\b(?:go (?:up|down)|rise|fall|drop|rally)\b",
            r"\b(?:stocks?|shares?)\b.*\bworth (?:buying|holding)\b",
            rf"{_SHARE}.{{0,6}}{_WHETHER}.{{0,2}}(?:{_TRADE}|吗)",
            rf"(?:值得|该不该|要不要|应不应该|应该|该|适合){_TRADE}.{{0,8}}{_SHARE}",
            r"(?:哪|什么).{0,3}股.{0,4}(?:值得|好)",
            rf"(?:现在|此时|目前).{{0,2}}买.{{0,4}}{_SHARE}.{{0,4}}(?:合适|好吗|时机)",
            r"(?:应该|应不应该|该不该|要不要)沽",
        ),
        unless=_any_of(
            r"\bour (?:own )?shares\b|connect\b|investors?\b|buy-?back",
            r"我们(?:公司|集团)?的?(?:只|股)|港股通|互联互通|沪深港通|北水|南向|散户|机构投资|回购",
        ),
    ),
    Outside.POLITICS: _Rule(
        asks=_any_of(
            r"\bwin\b.*\belection\b|\b(?:us|presidential|general|legislative council|legco) elections?\b|\bvote for\b",
            r"\b(?:which|what|your) (?:political )?part(?:y|ies)\b.*\b(?:support|vote|like|prefer)\b",
            r"\b(?:you|your)\b.{0,20}\b(?:think|opinion|view|support|like)\b.*\b(?:chief executive|president"
            r"|prime minister|political|government|democracy|communist|taiwan|trump|xi jinping|john lee)\b",
            r"\b(?:government|chief executive|president|prime minister|minister)\b.*\b(?:good|bad|great|poor) job\b",
            r"\bnext (?:chief executive|president|prime minister)\b",
            r"(?:你们?|您)(?:是否|会)?(?:怎么看|怎样看|如何看|点看|点睇|觉得|认为|支持|撑|喜欢|反对|对)"
            rf".{{0,8}}{_RULERS}",
            r"(?:特首|行政长官|总统|首相).{0,6}(?:好不好|称职|下台|连任|民望|支持度)",
            r"(?:下届|下任|下一任)(?:特首|行政长官|总统|首相)|(?:谁|哪个).{0,6}(?:当选|胜选|赢得选举)",
        ),
        unless=_any_of(r"policy address|\btax\b|\bctc\b|treasury|going global", r"施政报告|财资|出海"),
    ),
}
_LAW = _Rule(  # of a foreign place, when the question names one
    asks=_any_of(
        r"\b(?:corporate|corporation|company|income|profits?|sales|value[- ]added|consumption) tax(?:es)?\b",
        r"\btax (?:rates?|laws?|system)\b|\b(?:vat|gst)\b|\b(?:laws|legislation|minimum wage)\b",
        r"\b(?:labou?r|employment|company|companies|corporate|tax|data|privacy|investment|contract|competition|property)"
        r" (?:laws?|act|code)\b",
        r"(?:劳动|劳工|公司|税|外资|外商投资|投资|合同|破产|竞争|数据|隐私|雇佣)法|法例|法律|法规|最低工资",
        r"税率|税制|增值税|消费税|所得税|企业税|公司税|利得税",
    ),
    unless=_any_of(  # what is about the way there, and what the sheets hold of other places
        r"hong kong|\bhk\b|mainland|\bchin(?:a|ese)\b|港|内地|大陆|中国",
        r"treat(?:y|ies)|agreement|withholding|tariff|\bduty\b|minimum tax|top-up|pillar",
        r"协定|预提|预扣|关税|最低税|补足税|支柱",
        r"treasury|\bctc\b|\bftc\b|\bship|aircraft|\bleas(?:e|ing)|财资|船|飞机|租赁",
        r"\blist(?:ed|ing)?\b|nasdaq|上市|交易所|arbitrat|judgment|mediat|仲裁|判决|调解",
        r"filing|outbound|sanction|export control|\bvisas?\b|备案|境外投资|制裁|管制|签证",
        r"lawyers?\b|law firms?|investhk|hktdc|律师|贸发局|投资推广署",
    ),
)


def asked_of_others(text: str, evidence: str = "") -> Outside | None:
    """The kind of a question that others have to answer; None for one that the sheets may.

    The law of another place is theirs where the best evidence names both the place and what is asked of its law.
    """
    folded = to_written(fold(text))
    for kind, rule in _RULES.items():
        if _holds(rule, folded):
            return kind
    abroad = frozenset(place for place in places_in(text) if not is_mainland(place))
    if not abroad or not _holds(_LAW, folded):
        return None
    told = fold(evidence)
    asked = (match.group() for match in _LAW.asks.finditer(folded))
    return None if abroad <= places_in(evidence) and all(words in told for words in asked) else Outside.FOREIGN_LAW


def _holds(rule: _Rule, folded: str) -> bool:
    return bool(rule.asks.search(folded)) and not rule.unless.search(folded)
