"""The terminal program: one file a screen, its .tcss beside it, shared widgets in `widgets`."""
