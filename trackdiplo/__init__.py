"""trackdiplo: a public knowledge base of civic diplomacy between Armenia and Azerbaijan."""
