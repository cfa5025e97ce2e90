"""What people read of a run: a page for a manager, a summary for a pull request."""
