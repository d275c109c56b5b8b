"""The pure core: decisions about heat, without Home Assistant, clocks or I/O."""
