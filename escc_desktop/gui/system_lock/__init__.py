"""Tells when the system wants the vault locked: its screen was locked, its user switched, or it goes to sleep."""
