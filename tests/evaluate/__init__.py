"""Tests of the room `kg.evaluate`."""
