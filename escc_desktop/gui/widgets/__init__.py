"""The parts that every page is made of; they show and ask, and know nothing of trials or of actions."""
