"""What runs inside the sandbox. Imports itself, the standard library, numpy and IPython.

Nothing in this folder may hold a secret: a student's code shares a process with it.
"""
