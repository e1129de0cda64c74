"""Small numbers: which figures are hidden so that few people cannot be told apart (design.md, 4).

Any tables that are published together are a `Book` of cells and of what everyone knows of them
(`model.py`). `protect` (`choosing.py`) hides the few and as many others as it takes; two worlds
for each hidden cell, checked in whole numbers (`worlds.py`), prove that it can lie in an interval
at least 5 wide. For the figures of `statistik` the cells and their people are made in `people.py`,
what is known of them in `laws.py`, and `cuts.py` sees to it that answers to different questions
about one period agree. `public.py` is the protected answer.
"""
