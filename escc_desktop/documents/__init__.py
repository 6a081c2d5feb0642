"""Prints, seals and checks papers; it knows neither the vault nor who may do what."""
