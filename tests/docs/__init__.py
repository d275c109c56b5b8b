"""The documentation held to the files it speaks of; nothing here needs Home Assistant."""
