"""The encrypted database: journal, derived tables, counting. A library: knows no screen, no file format."""
