"""Use cases: one function for each thing that happens. Loads, asks the core, commits."""
