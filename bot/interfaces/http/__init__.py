"""The HTTP API: its routes, one file a family, and the guards that stand before every route."""
