"""Conversations as files to forward: Markdown, Word and PDF, with sources and dates, that say the same words."""
