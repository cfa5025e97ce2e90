"""Training the Chinese encoder from sentence pairs and a dictionary; needs torch, which answering does not."""
