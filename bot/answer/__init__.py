"""From a question to a checked answer: reading it, choosing facts, abstaining, writing, gates."""
