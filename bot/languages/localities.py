"""Cities of the Mainland and districts of Hong Kong, in which a user's scenario may be set.

A scenario's city is no demand: a rule for Hong Kong holds for a flat in any district, and for a firm from any city.
Which places a statistic must speak of is read in `places`.
"""

import re
from functools import cache

from bot.languages.places import bounded
from bot.languages.scripts import fold

# Prefecture-level cities with most of the Mainland's firms, those that `places` counts too, and the provinces.
_MAINLAND = """
    Beijing 北京 Shanghai 上海 Tianjin 天津 Chongqing 重庆 Shenzhen 深圳 Guangzhou 广州 Dongguan 东莞 Foshan 佛山
    Zhuhai 珠海 Zhongshan 中山市 Huizhou 惠州 Jiangmen 江门 Zhaoqing 肇庆 Shantou 汕头 Zhanjiang 湛江 Qianhai 前海
    Nansha 南沙 Hengqin 横琴 Hangzhou 杭州 Ningbo 宁波 Wenzhou 温州 Jiaxing 嘉兴 Huzhou 湖州 Shaoxing 绍兴 Jinhua
    金华 Yiwu 义乌 Taizhou 台州 Nanjing 南京 Suzhou 苏州 Wuxi 无锡 Changzhou 常州 Nantong 南通 Xuzhou 徐州 Yangzhou
    扬州 Kunshan 昆山 Zhenjiang 镇江 Yancheng 盐城 Lianyungang 连云港 Hefei 合肥 Wuhu 芜湖 Fuzhou 福州 Xiamen 厦门
    Quanzhou 泉州 Zhangzhou 漳州 Nanchang 南昌 Ganzhou 赣州 Jinan 济南 Qingdao 青岛 Yantai 烟台 Weifang 潍坊 Weihai
    威海 Linyi 临沂 Zhengzhou 郑州 Luoyang 洛阳 Wuhan 武汉 Yichang 宜昌 Changsha 长沙 Zhuzhou 株洲 Chengdu 成都
    Mianyang 绵阳 Guiyang 贵阳 Kunming 昆明 Nanning 南宁 Liuzhou 柳州 Guilin 桂林 Haikou 海口 Sanya 三亚 Xi'an Xian
    西安 Lanzhou 兰州 Xining 西宁 Yinchuan 银川 Urumqi 乌鲁木齐 Lhasa 拉萨 Hohhot 呼和浩特 Baotou 包头 Taiyuan 太原
    Shijiazhuang 石家庄 Tangshan 唐山 Baoding 保定 Shenyang 沈阳 Dalian 大连 Changchun 长春 Harbin 哈尔滨 Guangdong
    广东 Guangxi 广西 Hainan 海南 Fujian 福建 Jiangxi 江西 Zhejiang 浙江 Jiangsu 江苏 Anhui 安徽 Shandong 山东 Henan
    河南 Hebei 河北 Hubei 湖北 Hunan 湖南 Sichuan 四川 Guizhou 贵州 Yunnan 云南 Shaanxi 陕西 Shanxi 山西 Gansu 甘肃
    Qinghai 青海 Ningxia 宁夏 Xinjiang 新疆 Tibet 西藏 Liaoning 辽宁 Jilin 吉林 Heilongjiang 黑龙江
"""
_DISTRICTS = """
    Kowloon 九龙, Central 中环, Admiralty 金钟, Sheung-Wan 上环, Sai-Ying-Pun 西营盘, Kennedy-Town 坚尼地城,
    Wan-Chai Wanchai 湾仔, Causeway-Bay 铜锣湾, North-Point 北角, Quarry-Bay 鲗鱼涌, Tai-Koo 太古城, Chai-Wan 柴湾,
    Aberdeen 香港仔, Wong-Chuk-Hang 黄竹坑, Tsim-Sha-Tsui TST 尖沙咀 尖沙嘴, Jordan 佐敦, Yau-Ma-Tei 油麻地,
    Mong-Kok Mongkok 旺角, Hung-Hom 红磡, Kowloon-Bay 九龙湾, Kwun-Tong 观塘, Lai-Chi-Kok 荔枝角,
    Cheung-Sha-Wan 长沙湾, Sham-Shui-Po 深水埗, Kai-Tak 启德, New-Territories 新界, Sha-Tin Shatin 沙田,
    Tai-Po 大埔, Fanling 粉岭, Sheung-Shui 上水, Yuen-Long 元朗, Tuen-Mun 屯门, Tsuen-Wan 荃湾, Kwai-Chung 葵涌,
    Kwai-Tsing 葵青, Tsing-Yi 青衣, Tseung-Kwan-O 将军澳, Sai-Kung 西贡, Lantau 大屿山, Tung-Chung 东涌
"""
_COMMON = frozenset(("central", "admiralty", "jordan", "aberdeen"))  # words and names of other places
_AROUND = frozenset("the north south east west new old city district province island side 市 省 区 县 岛".split())


def is_locality(name: str) -> bool:
    """Whether a name is made of nothing but such cities and districts."""
    rest = _pattern().sub(" ", fold(name))
    return rest != fold(name) and _AROUND.issuperset(rest.split())


def without_localities(folded: str) -> str:
    """A folded text without the names of such cities and districts."""
    return _pattern().sub(" ", folded)


def districts_in(text: str) -> frozenset[str]:
    """The districts of Hong Kong that a text names, each in one form; in English none whose name is a word."""
    names = _districts()
    return frozenset(names[match.group()] for match in _district_pattern().finditer(fold(text)))


@cache
def _pattern() -> re.Pattern[str]:
    return _any_of([*_written(_MAINLAND), *_written(_DISTRICTS)])


@cache
def _district_pattern() -> re.Pattern[str]:
    return _any_of([form for form in _districts() if form not in _COMMON])


@cache
def _districts() -> dict[str, str]:
    """Each form of a district's name, folded, with the first one."""
    rows = map(_written, _DISTRICTS.split(","))
    return {form: row[0] for row in rows for form in row}


def _written(table: str) -> list[str]:
    return [word.replace("-", " ") for word in fold(table).replace(",", " ").split()]


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(bounded(word) for word in sorted(words, key=lambda word: (-len(word), word))))
