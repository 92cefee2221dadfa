from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None


@test_case(
    name='three days are read and make two returns',
    points=0.75,
    hidden=False,
    success_message='This check has passed. Hidden checks remain: other numbers, other sizes.',
    failure_message='Three lines of a file were read, and the mini-case of hint 3 was computed. What do you get on paper?',
)
def three_days_are_read_and_make_two_returns(load_prices, log_returns):
    import numpy as np
    from course_lib import compare, unpack

    text = "date,ONE,TWO\n2003-01-02,100,20\n2003-01-03,110.0,25\n2003-01-06,99,20\n"
    result = load_prices(text)
    assert isinstance(result, (tuple, list)) and len(result) == 2, (
        "Dates and prices should come back, two things. What does your return line say?"
    )
    days = [str(day)[:10] for day in np.asarray(result[0])]
    assert days == ["2003-01-02", "2003-01-03", "2003-01-06"], (
        f"The file holds the 2nd, 3rd and 6th of January 2003, and you read {days}. Is the heading a day?"
    )
    (prices,) = unpack(result[1], "prices", (3, 2))
    read = compare(prices, np.array([[100.0, 20.0], [110.0, 25.0], [99.0, 20.0]]), name="prices")
    assert read, f"{read} Which columns are prices?"
    (r,) = unpack(log_returns(prices), "r", (2, 2))
    result = compare(
        r[:, 0], np.array([0.0953102, -0.1053605]), atol=1e-6, name="r in the mini-case"
    )
    assert result, f"{result} Which logarithm, and which day is taken off which?"
