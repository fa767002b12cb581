"""Tests of the command `kg`."""
