"""Who is one person: folded names, linkage tokens, likely doubles, linking (ARCHITECTURE.md)."""
