"""The fonts that a PDF embeds, and what made them."""
