"""The pretend carrier and its browser phones: outside the house, it imports nothing of ours."""
