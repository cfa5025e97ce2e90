"""The widget on pages that make it hard: strict policies, hostile styles, swapped documents, several widgets."""

import json

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.page import free_port
from tests.browser.portal import DESK, PHONE, Portal, page_with, portal, show_sample, tag, visiting_portal

pytestmark = pytest.mark.browser
_HOSTILE = """<style>
body, body *, [data-goglobal] {
    display: none !important; visibility: hidden !important; opacity: 0 !important; font-size: 80px !important;
    position: static !important; transform: rotate(9deg) !important; pointer-events: none !important;
    color: transparent !important; direction: rtl !important; zoom: 3; writing-mode: vertical-rl !important; }
html { overflow: hidden; height: 0; font-size: 4px; }
div, button, iframe, [data-goglobal] { width: 1px !important; height: 1px !important; background: red !important; }
</style>"""
_BOX = (
    "document.querySelector('[data-goglobal]').shadowRoot.querySelector('.launcher').getBoundingClientRect().toJSON()"
)


def test_a_host_with_a_strict_policy_needs_two_directives(browser: Browser, site: Portal) -> None:
    policy = f"default-src 'none'; script-src {site.served}; frame-src {site.served}; img-src data:"
    site.text = page_with(tag(site.served, accent="#7a1f3d"))
    site.headers = {
        "Content-Security-Policy": f"{policy}; require-trusted-types-for 'script'",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        visit.ask("What is InvestHK?")
        expect(visit.launcher).to_have_css("background-color", "rgb(122, 31, 61)")
        expect(visit.launcher).to_have_css("position", "fixed")
        expect(panel.locator("#send")).to_have_css("background-color", "rgb(122, 31, 61)")
        assert visit.is_quiet()
    site.headers = {}


def test_a_site_that_is_not_named_is_refused_by_the_browser(browser: Browser, site: Portal) -> None:
    with portal(free_port(), site.served) as other:
        other.text = page_with(tag(site.served))
        with visiting_portal(browser, other) as visit:
            visit.launcher.click()
            sorry = visit.page.locator(".sorry")
            expect(sorry.get_by_role("link")).to_have_attribute("href", site.served)
            expect(sorry.get_by_role("link")).to_be_focused()
            assert any("frame-ancestors" in text for text in visit.watch.complaints)
            assert any("GOGLOBAL_ALLOWED_ORIGINS" in text for text in visit.notes)
            visit.page.keyboard.press("Escape")
            expect(sorry).to_have_count(0)
            expect(visit.launcher).to_be_focused()


def test_no_style_of_the_host_reaches_it(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served), head=_HOSTILE)
    with visiting_portal(browser, site) as visit:
        box = visit.page.evaluate(_BOX)
        assert (DESK["width"] - box["right"], DESK["height"] - box["bottom"]) == (20, 20)
        assert 56 <= box["height"] <= 64
        visit.open()
        visit.ask("What is InvestHK?")
        expect(visit.launcher).to_have_css("visibility", "visible")
        frame = visit.page.locator("iframe").bounding_box()
        assert frame
        assert 400 <= frame["width"] <= 408
        assert visit.is_quiet()


def test_it_outlives_a_document_that_is_swapped(browser: Browser, site: Portal) -> None:
    tags = tag(site.served), tag(site.served, target="#here", name="inline")
    site.text = page_with(*tags, body="<div id=here></div>")
    with visiting_portal(browser, site) as visit:
        page = visit.page
        visit.open(at=1)  # the one that floats stands last in the document
        visit.ask("What is InvestHK?")
        page.evaluate("document.body.innerHTML = '<p>another view</p>'")
        expect(visit.panel().locator("article.answer")).to_have_count(1)
        expect(page.locator("[data-inline]")).to_have_count(0)
        page.evaluate("document.body.replaceWith(document.createElement('body'))")
        expect(visit.panel().locator("article.answer")).to_have_count(1)
        page.evaluate("document.body.innerHTML = '<section id=here></section>'")
        expect(page.locator("#here [data-inline]")).to_have_count(1)
        page.evaluate("document.documentElement.innerHTML = '<head></head><body></body>'")
        expect(visit.panel().locator("article.answer")).to_have_count(1)
        assert visit.is_quiet()


def test_a_tag_that_a_framework_adds_and_takes_away_again_leaves_nothing(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served))
    add = f"""const one = document.createElement("script");
      one.src = {json.dumps(site.served + "/widget.js")};
      document.head.append(one);"""
    with visiting_portal(browser, site) as visit:
        visit.page.evaluate("GoGlobal.destroy()")
        visit.page.evaluate(f"() => {{ {add} one.remove(); }}")
        visit.page.wait_for_timeout(500)
        expect(visit.page.locator("[data-goglobal]")).to_have_count(0)
        visit.page.evaluate(f"() => {{ {add} }}")
        expect(visit.page.locator("[data-goglobal]")).to_have_count(1)
        assert visit.is_quiet()


@pytest.mark.parametrize("position", ["left", "right"])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 800, "height": 400}, DESK])
def test_it_fits_any_window_at_either_edge(
    browser: Browser, site: Portal, position: str, viewport: ViewportSize
) -> None:
    body = "<a href='#x'>behind</a><p>" + "text " * 3000
    site.text = page_with(tag(site.served, position=position), body=body)
    with visiting_portal(browser, site, viewport=viewport) as visit:
        box = visit.launcher.bounding_box()
        assert box
        assert (box["x"] < viewport["width"] / 2) is (position == "left")
        panel = visit.open()
        frame = visit.page.locator("iframe").bounding_box()
        assert frame
        assert frame["x"] >= 0
        assert frame["y"] >= 0
        assert frame["x"] + frame["width"] <= viewport["width"]
        assert frame["y"] + frame["height"] <= viewport["height"]
        visit.ask("How many companies with parent companies outside Hong Kong are there?")
        assert visit.frame().evaluate("document.documentElement.scrollWidth <= innerWidth")
        covers = frame["width"] == viewport["width"]
        assert visit.page.evaluate("document.body.inert") is covers
        panel.locator("#question").press("Escape")
        assert visit.page.evaluate("document.body.inert") is False
        expect(visit.launcher).to_be_focused()


def test_an_unreadable_colour_and_other_slips_are_named_and_left_out(browser: Browser, site: Portal) -> None:
    slips = {"accent": "#ffcc00", "position": "top", "target": "::", "theme": "blue"}
    site.text = page_with(tag(site.served, **slips), tag(site.served, name="b", accent="red"), lang="zh-TW")
    with visiting_portal(browser, site) as visit:
        expect(visit.launcher).to_have_css("background-color", "rgb(11, 90, 117)")
        expect(visit.launcher).to_have_accessible_name("出海問答")
        notes = "\n".join(visit.notes)
        for told in (
            'data-accent "#ffcc00" is not used; its contrast is 1.3, not 4.5: choose a darker one.',
            'data-position "top" is not used; it can be right, left.',
            'data-target "::" is not used; it is no selector.',
            'data-theme "blue" is not used; it can be auto, light, dark.',
            'data-accent "red" is not used; write #rrggbb.',
        ):
            assert f"GoGlobal: {told}" in notes


def test_the_sample_portal_asks_from_a_button_of_its_own(browser: Browser, site: Portal) -> None:
    show_sample(site)
    with visiting_portal(browser, site) as visit:
        visit.page.locator("#ask").click()
        expect(visit.panel().locator(".asked")).to_contain_text("香港的利得税率是多少？")
        visit.panel().locator(".actions").wait_for()
        visit.panel().get_by_role("button", name="关闭").click()
        expect(visit.page.locator("#ask")).to_be_focused()
        assert visit.is_quiet()
