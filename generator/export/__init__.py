"""Threads written out as data, for other programs and for later readers."""
