"""Threads from what Lemmy's HTTP API sends, wherever it was found: in answers saved as they came, or inside of a page.

The format is described at https://join-lemmy.org/api.
"""
