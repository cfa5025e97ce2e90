"""What the page around a widget can do with it, and what it cannot."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.portal import Portal, page_with, tag, visiting_portal

pytestmark = pytest.mark.browser
_HEARD = """window.heard = [];
for (const event of ["ready", "open", "close", "question", "answer", "error", "rating", "language"])
  GoGlobal.on(event, one => heard.push(one));
null"""


def test_the_host_page_has_an_interface(browser: Browser, site: Portal) -> None:
    body = "<button id=own onclick='GoGlobal.open()'>Ask</button>"
    site.text = page_with(tag(site.served), body=body)
    with visiting_portal(browser, site) as visit:
        page = visit.page
        page.evaluate(_HEARD)
        page.locator("#own").click()
        panel = visit.panel()
        expect(panel.locator("#question")).to_be_focused()
        page.evaluate("GoGlobal.ask('What is InvestHK?')")
        panel.locator(".actions").wait_for()
        page.evaluate("GoGlobal.setLanguage('zh-Hant')")
        expect(panel.locator("#send")).to_have_text("提問")
        panel.locator("#question").press("Escape")
        expect(page.locator("#own")).to_be_focused()
        page.evaluate("GoGlobal.toggle(); GoGlobal.toggle()")
        heard = page.evaluate("heard.map(one => one.event)")
        assert heard == ["open", "ready", "question", "answer", "language", "close", "open", "close"]
        answer = page.evaluate("heard.find(one => one.event === 'answer')")
        assert (answer["status"], answer["language"], answer["widget"]) == ("answered", "en", "widget")
        assert "InvestHK" not in str(page.evaluate("heard"))
        page.evaluate("GoGlobal.destroy()")
        expect(page.locator("[data-goglobal]")).to_have_count(0)
        assert page.evaluate("window.GoGlobal === undefined")
        assert visit.is_quiet()


def test_a_listener_can_leave_and_one_that_fails_spoils_nothing(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served))
    with visiting_portal(browser, site) as visit:
        visit.page.evaluate(
            "window.count = 0; GoGlobal.on('open', () => { throw new Error('own') });"
            "const leave = GoGlobal.on('open', () => { count += 1 }); GoGlobal.open(); leave();"
            "GoGlobal.close(); GoGlobal.open()"
        )
        assert visit.page.evaluate("count") == 1
        assert set(visit.watch.complaints) == {"own"}


def test_two_widgets_go_their_own_ways(browser: Browser, site: Portal) -> None:
    tags = tag(site.served, lang="zh-Hans"), tag(site.served, target="#here", name="inline", lang="en")
    site.text = page_with(*tags, tag(site.served, name="inline"), body="<div id=here></div>")
    with visiting_portal(browser, site) as visit:
        page = visit.page
        expect(page.locator("button.launcher")).to_have_count(2)
        assert any('there is a widget "inline" already' in text for text in visit.notes)
        page.evaluate("GoGlobal.widget('inline').ask('What is InvestHK?')")
        visit.panel(0).locator(".actions").wait_for()
        page.evaluate("GoGlobal.open()")
        visit.panel(1).locator("#topics summary").first.wait_for()
        expect(page.locator(".panel:visible")).to_have_count(2)
        shown = {frame.evaluate("document.documentElement.lang") for frame in page.frames[1:]}
        assert shown == {"en", "zh-Hans"}
        page.evaluate("GoGlobal.widget('inline').destroy()")
        expect(page.locator("button.launcher")).to_have_count(1)
        expect(page.locator(".panel:visible")).to_have_count(1)
        page.evaluate("GoGlobal.destroy()")
        expect(page.locator("[data-goglobal]")).to_have_count(0)
        assert visit.is_quiet()


def test_two_buttons_at_one_edge_stand_apart_and_one_panel_is_open(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served), tag(site.served, name="second"))
    with visiting_portal(browser, site) as visit:
        first, second = (visit.page.locator("button.launcher").nth(at) for at in range(2))
        low, high = first.bounding_box(), second.bounding_box()
        assert low
        assert high
        assert high["y"] + high["height"] < low["y"]
        visit.open(1)
        first.click()
        expect(visit.page.locator(".panel:visible")).to_have_count(1)


def test_messages_of_others_are_not_listened_to(browser: Browser, site: Portal) -> None:
    site.text = page_with(tag(site.served), body="<iframe id=other srcdoc='<p>x</p>'></iframe>")
    with visiting_portal(browser, site) as visit:
        panel = visit.open()
        visit.page.evaluate("""() => {
          postMessage({ goglobal: 1, type: "close" }, "*");
          const other = document.querySelector("#other").contentWindow;
          other.eval("for (const one of [parent, ...Array.from(parent.frames)]) for (const type of ['close', 'ask'])"
            + " one.postMessage({ goglobal: 1, type, question: 'What is InvestHK?' }, '*')");
          const own = [...Array(frames.length).keys()].map((at) => frames[at]);
          for (const one of own) one.postMessage({ goglobal: 2, type: "ask", question: "What is InvestHK?" }, "*");
        }""")
        visit.page.wait_for_timeout(700)
        expect(panel.locator("#landing")).to_be_visible()
        expect(visit.page.locator(".panel:visible")).to_have_count(1)
        assert visit.is_quiet()
