"""Rules for languages whose endings say what English says with words in between."""
