"""From a query to candidate facts: dense and sparse search, fused by score."""
