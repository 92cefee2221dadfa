# Rows 51 to 53: markup, formulas, escapes and half characters in the words of an error.
# score: 6
# verdicts: q1 failed
# %% q1
words = "=cmd()<script>alert(1)</script>\x1b]52;c;eA==\x07\x00\u202e\ud800\udfff {{ 7*7 }}"


def blend(a, b, share):
    raise ValueError(words)


# %% after q1
raise ValueError(words)

# %% after q2
raise ValueError("\udc80")
