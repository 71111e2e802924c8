"""What was heard: codes on excerpts, themes, their causes and the evidence for each.

Works under pseudonyms only. A struck response drops out of every count and every quote at once,
because nothing here keeps a student's words: an excerpt is a span of a response.
"""
