"""Words and rules of the programme: pure Python, no input or output, imports nothing else of ours."""
