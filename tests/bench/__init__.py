"""Benchmarks: modules run by `python -m tests.bench.NAME`, each printing ratios to a named peer of the same run."""
