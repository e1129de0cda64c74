"""`exportera --sqlite`: a plain SQLite file for Datasette, R and sqlite-utils.

The facts as they count, without anything that says who (`pseudonyms.py`), in tables with the
domain's names (`tables.py`), and views that count them as `statistik` does (`views.py`). The file
says in itself what it is (`guide.py`).
"""
