"""Layers around every address, outermost first as `asgi` lists them.

Plain ASGI, and no coroutine where a layer only passes on: it hands back what the next one gives to be awaited.
"""
