"""The stages: pure functions from nouns to nouns. No disk, no model, no clock, no printing."""
