"""Strangers' files become text in processes of their own: `launching` starts one, `child` limits it, a reader reads."""

from leitai.readers.launching import Reader, ReaderError, TooLong, TooSlow, text_by

__all__ = ["Reader", "ReaderError", "TooLong", "TooSlow", "text_by"]
