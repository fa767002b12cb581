"""Tests of `kg.pipeline` and of the `Graph` in front of it."""
