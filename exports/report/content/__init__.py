"""What a report says: the counted facts, texts and lists as sections of `exports.report.model`."""
