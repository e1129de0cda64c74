"""Draws the pictures of the README and the handbook from the made-up year.

.venv/bin/python docs/make_pictures.py
"""

import asyncio
from pathlib import Path

from halsoverkstad.app import HalsoverkstadApp
from halsoverkstad.demo.opening import MadeUpOpening

FOLDER = Path(__file__).parent / "bilder"
ROOMS = {
    "oversikt": ("f2",),
    "tillfalle": ("f3",),
    "logg": ("f4",),
    "deltagare": ("f5",),
    "statistik": ("f6",),
    # A round of 20, drawn with the seed 7.
    "panel": ("f12", "d", "tab", "2", "0", "tab", "7", "f9"),
}
SIZE = (100, 30)


async def main() -> None:
    app = HalsoverkstadApp(MadeUpOpening())
    async with app.run_test(size=SIZE) as pilot:
        while app.library is None:
            await pilot.pause()
        for name, keys in ROOMS.items():
            await pilot.press("escape", *keys)
            await app.workers.wait_for_complete()
            await pilot.pause()
            app.clear_notifications()
            await pilot.pause()
            app.save_screenshot(f"{name}.svg", str(FOLDER))
    app.finish()


if __name__ == "__main__":
    asyncio.run(main())
