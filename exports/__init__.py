"""Every file that enters or leaves, except `.halsa`: CSV, Excel, JSON and the table in a terminal.

Modules are imported where they are used, so that one format never pays for another.
"""
