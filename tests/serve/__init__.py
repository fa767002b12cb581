"""Tests of kg/serve: a real server over the sample, asked over HTTP."""
