"""`demo`: five questions that the reference data answers, printed with their sources; then the API."""

from watchgraph_server.demo.showing import show

__all__ = ["show"]
