"""The claim stage."""
