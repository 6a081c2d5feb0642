"""What the central team types: arguments in, actions called; it decides nothing itself."""
