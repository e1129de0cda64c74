"""`exportera --oppna-data`: figures of one period to publish, with small numbers protected.

`figures.py` counts and protects all tables together, `tables.py` writes them as CSV,
`datapackage.py` and `description.py` say what they are, to programs and to people.
"""
