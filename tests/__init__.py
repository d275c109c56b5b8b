"""Tests of Heating Pad."""
