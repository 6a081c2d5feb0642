"""Says what the entries about a participant mean, in pure functions; it stores and signs nothing."""
