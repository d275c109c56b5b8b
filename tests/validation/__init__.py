"""The files that people, Home Assistant and its shop read, held to their rules without either."""
