from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None


@test_case(
    name='there is a yes or no for each',
    points=0.25,
    hidden=False,
    failure_message='All six tasks were asked about. Is there a clear yes or no for each?',
)
def there_is_a_yes_or_no_for_each(legal_for):
    for task in (
        "tag_words",
        "forecast_sales",
        "repair_record",
        "stop_machine",
        "subtitle_film",
        "next_letter",
    ):
        answer = legal_for(task)
        assert answer is True or answer is False, (
            f"For {task!r} the answer is {answer!r}. Is that a yes or a no?"
        )


@test_case(
    name='tagging a letter is legal and forecasting is not',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='The two tasks of the mini-case were asked about. Which of them has its future on the desk?',
)
def tagging_a_letter_is_legal_and_forecasting_is_not(legal_for):
    assert legal_for("tag_words"), (
        "Tagging a finished letter was forbidden. Is the word after the name not already there?"
    )
    assert not legal_for("forecast_sales"), (
        "Forecasting was allowed. Is that value known when you must decide?"
    )
