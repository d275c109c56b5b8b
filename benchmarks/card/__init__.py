"""How fast the cards are in a browser."""
