"""The one way in: commands, pages from the platform, deadline ticks and files become facts here."""
