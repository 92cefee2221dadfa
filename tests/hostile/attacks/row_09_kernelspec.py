# Row 9: the notebook asks for another kernel and another language.
# score: 8
# metadata notebook: {"kernelspec": {"name": "nope", "argv": ["sh", "-c", "exit 1"]}, "language_info": {"name": "bash"}}
