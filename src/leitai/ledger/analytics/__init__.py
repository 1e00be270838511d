"""Roll-ups, pivots and the archive: what is reckoned from many facts at once, and never typed in."""
