"""Carries kits and packages between site and desk; it neither stores what comes in nor decides what goes out."""
