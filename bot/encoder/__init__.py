"""A Chinese text encoder in all-MiniLM-L6-v2's own space: bags of character n-grams, a few megabytes, no torch."""
