"""End-to-end tests: a broker, simulated plugs and Home Assistant, each a real process on a loopback port.

Run with `.venv-next/bin/python -m pytest -p no:homeassistant -n 6 tests/e2e`: the Home Assistant test
plugin blocks sockets, and the sessions take real minutes that pass side by side.
"""
