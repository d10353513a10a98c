"""The street's side of the exchange with the city platform."""
