"""Makes the README's picture: a question in Simplified Chinese, answered, on a desk."""

import sys
from pathlib import Path

from bot.settings import load_settings
from tests.browser.page import ask, browsing, serving, visiting


def main() -> None:
    """Write the PNG named on the command line."""
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        serving(load_settings()) as address,
        browsing() as browser,
        visiting(browser, f"{address}/?lang=zh-Hans", viewport={"width": 1280, "height": 800}) as (page, _),
    ):
        page.locator(".gg-topic").first.wait_for(timeout=120_000)
        ask(page, "内地企业出海专班由谁牵头？什么时候启动的？")
        page.locator("[data-cite]").first.click()
        page.mouse.move(0, 0)
        page.screenshot(path=target)


if __name__ == "__main__":
    main()
