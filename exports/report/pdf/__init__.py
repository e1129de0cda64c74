"""The report as a PDF (PDF/UA-1), typeset by typst."""
