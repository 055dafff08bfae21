"""From the built folder to where the world reads it; only what changed is sent."""

from generator.publishing.publish import Publication, describe, publish

__all__ = ["Publication", "describe", "publish"]
