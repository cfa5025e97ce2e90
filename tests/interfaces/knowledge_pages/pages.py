"""Reads a page as a browser would: its ids, its links, its text."""

from html.parser import HTMLParser


class ReadPage(HTMLParser):
    """What stands on a page; style sheets are no text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._texts: list[str] = []
        self._is_style = False
        self.feed(html)

    @property
    def text(self) -> str:
        """All text with single spaces."""
        return " ".join(" ".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += filter(None, [values.get("id")])
        self.links += filter(None, [values.get("href") if tag == "a" else None])
        self._is_style = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._is_style:
            self._texts.append(data)
