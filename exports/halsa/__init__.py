"""Signed and encrypted files between the computers of a programme: `.halsa`, `.halsaprogram`."""
