"""The knowledge as a LangChain retriever, to drop into a chain or graph of one's own."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from bot.answer.advisor import Advisor
from bot.answer.compose import in_script
from bot.types import Citation


class AdvisorRetriever(BaseRetriever):
    """Gives the facts that the advisor would quote, checked and in the question's script; none when it abstains."""

    advisor: Any
    """An `Advisor`; `bot.app.build_bot(settings).advisor` makes one."""
    k: int | None = Field(default=None, ge=1)
    """The most facts to give, those that answer best; all that would be quoted when it is not set."""

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        advisor: Advisor = self.advisor
        answer = advisor.with_model(None, None).answer(query)
        shown = answer.language
        return [_document(in_script(one.quote, shown, one.quote_language), one) for one in answer.citations[: self.k]]


def _document(text: str, citation: Citation) -> Document:
    source = citation.source
    return Document(
        id=citation.passage_id,
        page_content=text,
        metadata={
            "passage_id": citation.passage_id,
            "document_id": citation.document_id,
            "heading": citation.heading,
            "quote_language": citation.quote_language.value,
            "as_of": citation.as_of,
            "undated": citation.undated,
            "freshness": citation.freshness.value,
            "source_id": source.id,
            "publisher": source.publisher,
            "title": source.title,
            "date": source.date,
            "url": source.url,
            "source": source.url,  # where LangChain's own loaders and citations have the address
        },
    )
