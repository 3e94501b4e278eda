"""A check-in: a promise to ask somebody how they are, and to come when they do not answer."""
