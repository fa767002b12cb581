"""Measurements beside named peers; run one by `python -m tests.bench.NAME`."""
