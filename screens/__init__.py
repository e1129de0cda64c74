"""The terminal program: one file a screen, its .tcss beside it, shared widgets in `widgets`."""

import os

# Under the Kitty protocol some terminals send wrong codes for å, ä and ö. Textual reads this when
# it is imported, so it has to be here.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
