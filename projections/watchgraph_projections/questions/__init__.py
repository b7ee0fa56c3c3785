"""Questions that others have published answers to, asked of our own data: published, ours, and whether they agree."""
