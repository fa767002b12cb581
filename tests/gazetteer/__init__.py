"""Tests of kg.gazetteer."""
