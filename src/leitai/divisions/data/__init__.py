"""Dated data of the tree."""
