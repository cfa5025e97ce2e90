"""A stored answer as a page to read, to send on and to print."""
