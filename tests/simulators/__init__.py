"""Stand-alone processes that speak the protocols of real plugs."""
