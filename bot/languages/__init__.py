"""Languages and scripts: detection, conversion, tokens for sparse search, official terms."""
