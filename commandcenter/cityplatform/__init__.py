"""The city's side: sequencer over SQLite, HTTP application, reference publishing."""
