"""Faults made for real: what is lost, and the command that does it again. Figures go to docs/faults.md (report.py)."""
