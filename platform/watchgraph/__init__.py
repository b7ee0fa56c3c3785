"""The core: claims, their log and the commands that write it."""
