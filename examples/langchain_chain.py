"""The advisor in a chain: its own checked answer as a stream, then its facts in a prompt for a model of yours.

python examples/langchain_chain.py [QUESTION]

Run `goglobal ingest` first, with the same GOGLOBAL_DATA_DIR.
"""

import sys

from langchain_core.prompts import PromptTemplate
from langchain_core.runnables import RunnablePassthrough

from bot.app import build_bot
from bot.langchain import AdvisorRetriever, AdvisorRunnable
from bot.settings import go_offline, load_settings

go_offline()
question = sys.argv[1] if len(sys.argv) > 1 else "企业财资中心的利得税率是多少？"
advisor = build_bot(load_settings()).advisor

for piece in AdvisorRunnable(advisor=advisor).pick("text").stream(question):
    print(piece, end="", flush=True)

prompt = PromptTemplate.from_template("\n\nAnswer from these facts alone:\n{facts}\nQuestion: {question}")
facts = AdvisorRetriever(advisor=advisor, k=3) | (lambda found: "\n".join(fact.page_content for fact in found))
chain = {"facts": facts, "question": RunnablePassthrough()} | prompt  # | your model
print(chain.invoke(question).to_string())
