"""Keeps what was recorded: the only floor that speaks SQL, and it decides nothing about the trial."""
