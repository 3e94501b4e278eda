"""Measurements, never verdicts: ratios taken in one run, which survive a noisy machine."""
