"""The data package: CSV tables joined by hand-written keys, and how they become records."""
