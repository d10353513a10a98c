"""The street's log and its views in one encrypted SQLite file: the only SQL of the workstation."""
