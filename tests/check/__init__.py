"""Tests of `kg.check`."""
