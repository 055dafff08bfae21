"""The site on this machine while it is being written: served, watched, built anew, reloaded."""

from generator.serving.serve import Serving, serve

__all__ = ["Serving", "serve"]
