"""The bot over two sheets, as the tests with a model have it."""

from tests.llm.conftest import few_indexed, quoting

__all__ = ["few_indexed", "quoting"]
