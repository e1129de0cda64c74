"""The front door: command line, application and settings. `domain` holds the words and rules."""
