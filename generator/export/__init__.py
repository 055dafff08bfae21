"""Debates as data for other programs."""
