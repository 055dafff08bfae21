"""From the built folder to where the world reads it; only what changed is sent."""

from generator.publishing.publish import Wishes, describe, publish

__all__ = ["Wishes", "describe", "publish"]
