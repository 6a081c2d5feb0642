"""ESCC Desktop: the site-coordinator application for the trial NCT07142421, and its central desk."""

__version__ = "0.3.0"
