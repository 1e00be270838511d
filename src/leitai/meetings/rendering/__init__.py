"""Decks drawn with python-pptx: native shapes, tables and charts that stay editable. Knows nothing of Django."""

from leitai.meetings.rendering.deck import render_deck

__all__ = ["render_deck"]
