"""Language models: LangChain's behind the `ChatModel` role, and what keeps one within time and money."""
