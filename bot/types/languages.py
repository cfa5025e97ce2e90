"""The languages and scripts that a user can ask and be answered in."""

from enum import StrEnum


class Language(StrEnum):
    """A language and script that a user can ask and be answered in (BCP 47)."""

    EN = "en"
    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"

    @property
    def is_chinese(self) -> bool:
        """True for both Chinese scripts."""
        return self is not Language.EN

    @property
    def indexed(self) -> "Language":
        """The language under which its texts are indexed: both Chinese scripts are one, under the Traditional."""
        return Language.ZH_HANT if self.is_chinese else Language.EN
