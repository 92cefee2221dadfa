from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None


@test_case(
    name='four inputs and three units make twenty four',
    points=0.5,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Four inputs and three units, as in hint 3. How many numbers are in K, in U and in b?',
)
def four_inputs_and_three_units_make_twenty_four(param_count):
    count = param_count(4, 3)
    assert count is not None, "Nothing came back: is a return missing?"
    assert count == 24, (
        f"You counted {count} numbers instead of 24. Which array is missing or extra?"
    )
