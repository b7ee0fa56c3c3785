"""Frames: the entities of a kind as a table in memory, with the ids of the claims beside every value."""
