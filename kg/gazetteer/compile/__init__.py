"""Compiles the seed CSVs from named package versions; run once by a maintainer, never at load."""
