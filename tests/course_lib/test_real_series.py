"""Measured series: the files are those that the prose was written for, and they are read right."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import course_lib
from course_lib import real_series

FILES = {
    "sea_surface_temperature.csv.gz": (
        "529155ac773634b0dca439781a839487640db92e2bdb597e372a2b0ba0ffbff0"
    ),
    "stocks.csv.gz": "5abadf99b2d394f920120a27de6f0df129859d71d4cfb0bf661bcc99446ab1fd",
    "unemployment1948.csv": "28fbd344cc6910abd507151610824461b1321793fb75e130efd85e4d9334b201",
    "us_marriages_divorces.csv": (
        "def8460a0e28fcac47ab360a0f04b89a344ef6d8dea1466df5180caea82da3f7"
    ),
    "commits.txt.gz": "2c01b59860c25e7e2032448799bb18b78875a285bf77deff862b3e80c7475238",
}
LOADERS = {
    "load_sea_temperature": (19226, "°C", 4.929, 4.316),
    "load_unemployment": (828, "%", 4.0, 4.5),
    "load_marriages": (145, "", 9.7, 6.8),
    "load_commits": (1576, "", 1.0, 1.0),
    "load_stock_close": (3270, "$", 100.25, 202.91),
}
CACHED = (
    course_lib.load_sea_temperature,
    course_lib.load_unemployment,
    course_lib.load_marriages,
    course_lib.load_commits,
    course_lib.load_stock_table,
)


@pytest.fixture
def without_package(monkeypatch):
    """As if bokeh-sampledata were not installed."""
    for loader in CACHED:
        loader.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    yield
    for loader in CACHED:
        loader.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_the_ones_we_know(name):
    """Numbers in prose hang on them; another edition has to be looked at first."""
    spec = importlib.util.find_spec(real_series.PACKAGE)
    path = Path(spec.submodule_search_locations[0], "_data", name)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == FILES[name]


@pytest.mark.parametrize("name", LOADERS)
def test_a_series_has_its_length_its_unit_and_its_ends(name):
    """First and last value, as they stand in the file; time moves forward."""
    length, unit, first, last = LOADERS[name]
    one = getattr(course_lib, name)()
    assert (len(one), one.unit) == (length, unit)
    assert (one.values[0], one.values[-1]) == (first, last)
    assert np.all(np.isfinite(one.values))
    assert np.all(np.diff(one.time) >= np.timedelta64(0))
    assert one.source
    assert not one.is_generated


def test_months_follow_each_other():
    """The file has a year in each row; the series has a month at each step."""
    one = course_lib.load_unemployment()
    assert one.between("1948-11", "1949-03").values.tolist() == [3.3, 3.6, 5.0, 5.8]
    assert np.all(np.diff(one.time) == np.timedelta64(1, "M"))


def test_years_that_were_not_counted_lie_on_a_line():
    """1982 and 1983, between 1981 and 1984; the year after the war is the highest."""
    one = course_lib.load_marriages()
    part = one.between("1981", "1985").values
    assert np.all(np.abs(np.diff(part, 2)) < 1e-9)
    assert str(one.time[one.values.argmax()]) == "1946"


def test_a_table_of_prices_is_a_table_of_prices():
    """The low is lowest, the high is highest, the days are trading days of that share."""
    for ticker, days in (("AAPL", 3270), ("GOOG", 2148), ("FB", 196)):
        table = course_lib.load_stock_table(ticker)
        assert len(table) == len(table.volume) == days
        assert np.all(table.low <= np.minimum(table.open, table.close) + 1e-9)
        assert np.all(table.high >= np.maximum(table.open, table.close) - 1e-9)
        assert np.all(np.diff(table.dates) > np.timedelta64(0))
        with pytest.raises(ValueError, match="read-only"):
            table.close[0] = 1
    with pytest.raises(KeyError, match="AAPL, IBM"):
        course_lib.load_stock_table("ACME")


def test_a_gallery_holds_four_measured_and_four_generated_series():
    """Its letters are in order, what they stand for is not."""
    gallery = course_lib.load_gallery()
    assert "".join(gallery) == "ABCDEFGH"
    assert sum(one.is_generated for one in gallery.values()) == 4


@pytest.mark.usefixtures("without_package")
def test_without_the_package_a_sentence_is_said_and_the_stand_in_is_labelled(capsys):
    """Nobody takes dice for measurements."""
    for name in LOADERS:
        one = getattr(course_lib, name)()
        assert one.is_generated, name
        said = capsys.readouterr().out
        assert "bokeh-sampledata is not installed" in said
        assert said.count("\n") == 1
        assert len(one) > 100
    table = course_lib.load_stock_table("AAPL")
    assert table.source.startswith("generated")
    assert np.all(table.low <= np.minimum(table.open, table.close))
    assert np.all(table.high >= np.maximum(table.open, table.close))
    assert np.all(np.diff(table.dates) > np.timedelta64(0))
    assert table.volume.min() > 0


def test_reading_imports_neither_bokeh_nor_pandas():
    """The files are read where they are."""
    code = (
        "import sys, course_lib; course_lib.load_commits(); course_lib.load_stock_table(); "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('bokeh', 'bokeh_sampledata', 'pandas', 'tensorflow')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
