"""Posts as Discourse's API gives them, made into comments and notes: what every export that carries them has in common.

The API is described at https://docs.discourse.org; what a post's fields mean stands in Discourse's `PostSerializer`.
"""
