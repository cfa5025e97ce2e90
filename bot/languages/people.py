"""Chinese names of persons, known by a surname beside a title; without a title a name looks like any other word."""

import re

from bot.languages.scripts import fold

# The commonest surnames of the Mainland and of Hong Kong, folded to Simplified, without those that are everyday words
# too (于, 任, 向, 方, 万, 高).
_SURNAMES = (
    "欧阳|司徒|司马|诸葛|上官|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈钟姜崔谭陆"
    "范汪廖韦贾傅邹熊孟秦邱丘侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔汤温牛樊葛邢麦甄聂庄简"
    "翁霍骆冼区甘伍利卓柳岑尤凌]"
)
_TITLES = (
    "局长|司长|署长|处长|部长|厅长|主任|主席|会长|总裁|行长|董事长|总经理|秘书长|行政长官|总监|专员|先生|女士|博士|教授"
)
_PERSON = re.compile(
    rf"(?:{_TITLES})(?P<after>(?:{_SURNAMES})[\u4e00-\u9fff]{{1,2}})"
    rf"|(?P<before>(?:{_SURNAMES})[\u4e00-\u9fff]{{1,2}})(?={_TITLES})"
)


def people_in(text: str) -> frozenset[str]:
    """The names, folded, surname and the two characters after it where there are two; some may be no names."""
    return frozenset(match["after"] or match["before"] for match in _PERSON.finditer(fold(text)))
