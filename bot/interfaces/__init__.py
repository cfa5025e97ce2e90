"""The doors: command line, web page and HTTP API."""
