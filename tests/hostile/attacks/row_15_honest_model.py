# Row 15: no attack: the right model, so that the others are known to fail for what they do.
# vault: model
# score: 2
