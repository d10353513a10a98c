"""What leaves on paper; figures from rows."""
