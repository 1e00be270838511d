"""The language of whoever reads: Chinese, or English."""

from django.utils.translation import get_language


def in_english() -> bool:
    """Whether the reader reads English; everybody else reads Chinese."""
    return (get_language() or "").startswith("en")
