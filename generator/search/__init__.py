"""The search index: texts into words, words into posting lists, lists into shards that a browser loads."""
