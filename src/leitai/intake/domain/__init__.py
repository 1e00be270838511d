"""Proposed figures, and what extraction knows of the tree and the catalogue: pure."""
