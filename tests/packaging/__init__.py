"""Tests of the wheel, the locks and the two commands."""
