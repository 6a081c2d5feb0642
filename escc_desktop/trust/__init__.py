"""Answers who said it: canonical bytes, entries, keys, certificates, seals; it knows nothing of trial or storage."""
