"""The thread that owns the store."""

import asyncio
import threading

import pytest

from halsoverkstad.domain.errors import Fault
from screens.library import Library
from storage import settings


async def test_everything_runs_on_one_thread_that_is_not_the_screens(library: Library):
    threads = {await library.ask(lambda _: threading.current_thread()) for _ in range(5)}
    assert len(threads) == 1
    assert threading.current_thread() not in threads


async def test_questions_are_answered_in_order(library: Library):
    heard: list[int] = []
    await asyncio.gather(*(library.ask(lambda _, n=n: heard.append(n)) for n in range(20)))
    assert heard == list(range(20))


async def test_a_fault_comes_back_to_who_asked(library: Library):
    def fail(_store):
        raise Fault("Det gick inte.")

    with pytest.raises(Fault, match="Det gick inte"):
        await library.ask(fail)


async def test_changed_settings_are_seen_at_once(library: Library):
    assert library.laptop_name == "Dator 1"
    await library.ask(settings.set_laptop_name, "Dator 7")
    assert library.laptop_name == "Dator 7"
