"""The estimate stage."""
