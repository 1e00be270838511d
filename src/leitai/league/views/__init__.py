"""Views of the league, by subject."""
