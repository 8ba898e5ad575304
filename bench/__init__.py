"""Speeds, as ratios against others in one run. Nothing here is timed in a test."""
