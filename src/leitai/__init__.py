"""Leitai: every figure is reported once, with its evidence."""
