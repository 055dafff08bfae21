"""Debates and lists of them as HTML, feeds and assets; everything a layout can show is prepared here."""
