"""Layers around every address, outermost first as `asgi` lists them. Plain ASGI: each costs a few microseconds."""
