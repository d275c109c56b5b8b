"""A fault campaign: random evenings of people, plugs, sensors, clocks and crashes, under an observer."""
