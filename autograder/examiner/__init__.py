"""The trusted half of an examination: holds the tests, asks the box, judges what comes back."""
