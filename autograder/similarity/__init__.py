"""Places in answers that are alike: where to look, and never a verdict."""
