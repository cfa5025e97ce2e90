"""Keeps what others wrote apart from what a model is told: texts fenced by a random token, addresses taken out."""

import re

_TOP_LEVEL = (
    "com|org|net|gov|edu|int|info|biz|asia|hk|cn|mo|tw|sg|eu|uk|us|io|ai|co|app|dev|xyz|top|site|online|shop|club|me"
)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*:)?//[^\s<>\"'）」》，。；、]+"
    r"|\b(?:javascript|data|mailto|tel):[^\s]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{_TOP_LEVEL})(?![\w-])\.?(?:[/?#:][^\s<>\"'）」》，。；、]*)?",
    re.IGNORECASE | re.ASCII,
)
_CLOSING = ".,;:!?)]}"  # what ends a sentence is no part of an address before it


class Fence:
    """What one request may show a model; `restore` gives it back its addresses."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._addresses: list[str] = []

    def __call__(self, text: str) -> str:
        """`text` on one line, without the token that closes the fence, each address replaced by a name."""
        line = " ".join(text.replace(self.token, "").split())
        return _ADDRESS.sub(self._hide, line)

    def restore(self, text: str) -> str:
        """`text` with the names of addresses replaced by the addresses; a name that was not given stays."""

        def address(match: re.Match[str]) -> str:
            number = int(match[1])
            return self._addresses[number - 1] if 0 < number <= len(self._addresses) else match.group()

        return re.sub(rf"LINK-{re.escape(self.token)}-(\d{{1,4}})", address, text)

    def _hide(self, match: re.Match[str]) -> str:
        whole = match.group()
        address = whole.rstrip(_CLOSING)
        if address not in self._addresses:
            self._addresses.append(address)
        return f"LINK-{self.token}-{self._addresses.index(address) + 1}{whole[len(address) :]}"


def without_addresses(text: str) -> str:
    """`text` with web and mail addresses left out."""
    return _ADDRESS.sub(" ", text)


def addresses_in(text: str) -> frozenset[str]:
    """Web and mail addresses in a text, with or without a scheme."""
    return frozenset(match.group().rstrip(_CLOSING) for match in _ADDRESS.finditer(text))
