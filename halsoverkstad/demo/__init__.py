"""The made-up year behind the command `demo`: built by code from a seed, nobody in it exists."""
