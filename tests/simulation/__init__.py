"""Simulated pads, plugs and sensors that tests heat instead of people."""
