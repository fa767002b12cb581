"""Claims of many documents become one graph: merged evidence, confidence by distinct sources, the networkx view."""

from kg.assemble.merge import assemble, without_background
from kg.assemble.network import network

__all__ = ["assemble", "network", "without_background"]
