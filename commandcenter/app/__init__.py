"""Wires the rooms, holds the command line and the only wall clock."""
