"""What was answered, kept: each answer as it was given, with what it rested on and how it was rated."""
