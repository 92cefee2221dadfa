# Row 33: source that is hard on whoever parses it.
# score: 8
# %% before
deep = "(" * 100000 + ")" * 100000
try:
    eval(deep)
except BaseException as error:
    print(type(error))

# %% after q1
x = "\N{GREEK SMALL LETTER ALPHA}" * 10
y = 10**10**4
{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{1}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}
