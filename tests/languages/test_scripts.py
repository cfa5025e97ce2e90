from pathlib import Path

import pytest

from bot.languages.scripts import fold, is_han, simplify, traditionalise


@pytest.mark.parametrize(
    ("hong_kong", "mainland"),
    [
        ("內地企業出海專班", "内地企业出海专班"),
        ("「一帶一路」", "“一带一路”"),
        ("『超級聯繫人』", "‘超级联系人’"),
        ("甚麼", "什么"),
        ("企業財資中心", "企业财资中心"),
        ("徵稅", "征税"),
        ("象徵", "象征"),
        ("隨着", "随着"),
        ("沿着", "沿着"),
        ("標誌着", "标志着"),
        ("着手", "着手"),
        ("著名", "著名"),
        ("聯繫人", "联系人"),
        ("關係", "关系"),
        ("證券", "证券"),
        ("註冊", "注册"),
        ("滙豐", "汇丰"),
        ("衞生", "卫生"),
        ("佔總額", "占总额"),
        ("裏面", "里面"),
        ("回覆", "回复"),
        ("僱員", "雇员"),
        ("憑藉", "凭借"),
        ("餘額", "余额"),
        ("乾隆", "乾隆"),
        ("皇后大道", "皇后大道"),
        ("行政長官《施政報告》", "行政长官《施政报告》"),
        ("香港金融管理局", "香港金融管理局"),
        ("全面性避免雙重課稅協定", "全面性避免双重课税协定"),
        ("香港出口信用保險局", "香港出口信用保险局"),
        ("商務及經濟發展局局長", "商务及经济发展局局长"),
        (
            "合資格企業財資中心的利得稅率為8.25%，即16.5%的一半。",
            "合资格企业财资中心的利得税率为8.25%，即16.5%的一半。",
        ),
        (
            "2025年11月，投資推廣署形容香港是「一帶一路」的樞紐。",
            "2025年11月，投资推广署形容香港是“一带一路”的枢纽。",
        ),
        ("公司遷冊制度於2025年5月23日生效。", "公司迁册制度于2025年5月23日生效。"),
    ],
)
def test_a_hong_kong_text_is_put_into_simplified(hong_kong: str, mainland: str) -> None:
    assert simplify(hong_kong) == mainland


@pytest.mark.parametrize("text", ["内地企业出海专班", "“一带一路”", "Corporate treasury centre, 8.25%", ""])
def test_a_text_without_traditional_characters_stays_as_it_is(text: str) -> None:
    assert simplify(text) == text


@pytest.mark.parametrize(("mainland", "hong_kong"), [("企业财资中心", "企業財資中心"), ("联系人", "聯繫人")])
def test_a_simplified_text_is_put_into_traditional(mainland: str, hong_kong: str) -> None:
    assert traditionalise(mainland) == hong_kong


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＣＴＣ", "ctc"),
        ("InvestHK", "investhk"),
        ("內地企業", "内地企业"),
        ("８．２５％", "8.25%"),
        ("財資\u3000中心", "财资 中心"),
    ],
)
def test_folding_gives_one_form_for_search(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("企", True),
        ("㐀", True),
        ("\uf900", True),
        ("a", False),
        ("1", False),
        ("。", False),
        ("あ", False),
    ],
)
def test_only_ideographs_are_han(character: str, expected: bool) -> None:
    assert is_han(character) is expected


def test_simplified_is_shown_in_the_forms_that_the_government_writes() -> None:
    assert traditionalise("税务局说明账户高峰期，请阅读") == "稅務局說明賬戶高峰期，請閱讀"


_GOLDEN = [
    line.split("\t")
    for line in (Path(__file__).parent / "golden_simplified.tsv").read_text(encoding="utf-8").splitlines()
]


def test_the_golden_list_holds_a_hundred_delicate_terms() -> None:
    assert len({traditional for traditional, _ in _GOLDEN}) == len(_GOLDEN) >= 100


@pytest.mark.parametrize(("traditional", "simplified"), _GOLDEN)
def test_delicate_terms_are_simplified_as_the_mainland_writes_them(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified
