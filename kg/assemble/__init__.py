"""Claims of many documents become one graph: merged evidence, confidence by distinct sources, the networkx view."""

from kg.assemble.merge import assemble
from kg.assemble.network import network

__all__ = ["assemble", "network"]
