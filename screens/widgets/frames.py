"""Frames around groups of fields; the one that has the focus is drawn stronger."""

from textual.widget import Widget

HERE = "-here"


def mark_frames(screen: Widget, *names: str) -> None:
    """Mark the frame that has the focus; call it when the focus has moved.

    `:focus-within` on a frame would do the same, but style everything in it anew at every Tab:
    50 ms in a form.
    """
    for name in names:
        for frame in screen.query(name):
            frame.set_class(frame.has_focus_within, HERE)
