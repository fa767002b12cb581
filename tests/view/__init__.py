"""Tests of the pages: what stands in them, and what a reader does with them in a browser."""
