"""Moments as columns hold them."""

from datetime import UTC, datetime


def stored(moment: datetime) -> datetime:
    """A moment in UTC, without saying so; not every database knows time zones."""
    return moment.astimezone(UTC).replace(tzinfo=None)
