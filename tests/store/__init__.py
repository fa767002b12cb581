"""Tests of the room `kg.store`."""
