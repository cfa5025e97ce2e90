"""Measuring answers against questions with known gold facts."""
