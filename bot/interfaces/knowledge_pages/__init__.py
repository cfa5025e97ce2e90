"""The knowledge base as pages to read: an overview, and a page a topic with every fact at an address of its own."""
