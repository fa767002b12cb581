"""Benchmarks: each module prints its figures beside a named peer in the same run (`python -m tests.bench.NAME`)."""
