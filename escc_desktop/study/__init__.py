"""Says what the protocol says, as data; it knows no participant."""
