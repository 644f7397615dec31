"""Reading languages that tell by endings who did what: Azerbaijani, Russian, Turkish and further ones.

English tells by word order and prepositions; its rules stand beside this folder. Here the place of a
word says little and its ending much, so one engine reads all such languages, and everything it
knows of a language is in `lang/<code>/statements.toml`: stems, endings, cues, and whether verbs
stand last. A further language is one more folder of data.
"""
