"""Comparisons: published figures beside ours, one edition beside another, claims that cannot both be right."""
