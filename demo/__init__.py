"""Home Assistant with simulated heating pads, ready to be tried."""
