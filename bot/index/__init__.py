"""The index on disk: vectors in Chroma, BM25 beside it, the corpus, and the manifest that ties them together."""
