"""The återrapportering: one model of the report, and the files it becomes."""
