"""What `hotline doctor` looks at: one module for each thing, each returns findings."""
