"""The tables of the store as its newest migration leaves them."""

from sqlalchemy import Column, DateTime, MetaData, String, Table, Text

_TABLES = MetaData()

ANSWERS = Table(
    "answers",
    _TABLES,
    Column("id", String(64), primary_key=True),
    Column("kept_at", DateTime, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("corpus_version", String(64), nullable=False),
    Column("mode", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("digests", Text, nullable=False),
    Column("verdict", String(8), nullable=False, server_default=""),
    Column("comment", Text, nullable=False, server_default=""),
    Column("rated_at", DateTime),
)
"""One row an answer: its JSON without question and query, which have columns of their own; times are UTC."""

REQUESTS = Table(
    "requests",
    _TABLES,
    Column("key_digest", String(64), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("answer_id", String(64), nullable=False),
    Column("given_at", DateTime, nullable=False, index=True),
)
"""One row a request that came with a key of its own: digests of key and body, and the answer given to it."""
