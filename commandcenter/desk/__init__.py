"""What is on screen, without a screen; one file per feature."""
