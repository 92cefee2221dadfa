"""Two shares: the file that we know, its dates, what stands in where it is missing, and Yahoo."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import sys
import types

import numpy as np
import pytest

import course_lib
from course_lib import prices, real_series

INSTALLED = importlib.util.find_spec(prices.FILE[0])


@pytest.fixture(autouse=True)
def fresh():
    """Nothing is remembered from one test to the next."""
    cached = (prices._embedded, real_series.load_stock_table)
    for loader in cached:
        loader.cache_clear()
    yield
    for loader in cached:
        loader.cache_clear()


def spec_with(folder):
    """A find_spec that knows the package with the closes in a folder, and everything else."""
    found = importlib.util.find_spec

    def find(name, *rest):
        if name != prices.FILE[0]:
            return found(name, *rest)
        return folder and types.SimpleNamespace(submodule_search_locations=[str(folder)])

    return find


@pytest.fixture
def small_file(monkeypatch, tmp_path):
    """A package of our own with a file of that form, with three shares in it."""
    days = len(course_lib.trading_days())
    closes = 20 + np.arange(3.0 * days).reshape(days, 3) / days
    info = np.array([["AAA", "s", "A"], ["MRK", "s", "Merck"], ["MDT", "s", "Medtronic"]])
    stream = io.BytesIO()
    np.savez(stream, data=closes, info=info)
    path = tmp_path / prices.FILE[1]
    path.parent.mkdir(parents=True)
    path.write_bytes(stream.getvalue())
    monkeypatch.setattr(importlib.util, "find_spec", spec_with(tmp_path))
    monkeypatch.setattr(prices, "FILE_SHA256", hashlib.sha256(stream.getvalue()).hexdigest())
    return path, closes


def test_the_dates_are_those_of_the_exchange():
    """The closes come without dates; another package has all days of the same exchange."""
    days = course_lib.trading_days()
    ibm = course_lib.load_stock_table("IBM").dates
    inside = (ibm >= np.datetime64("2003-01-02")) & (ibm <= np.datetime64("2007-12-31"))
    assert np.array_equal(days, ibm[inside])
    assert len(days) == 1258


@pytest.mark.skipif(INSTALLED is None, reason="pyhuge is an extra of its own")
def test_the_installed_file_is_the_one_we_know(capsys):
    """Numbers in prose hang on it: first and last closes, and the two days that everybody knows."""
    pair = course_lib.load_pair()
    assert not capsys.readouterr().out
    assert pair.names == ("MDT", "MRK")
    assert pair.prices[[0, -1]].tolist() == [[46.68, 58.25], [50.27, 58.11]]
    moves = pair.prices[1:] / pair.prices[:-1] - 1
    lowest = pair.dates[1:][moves.argmin(axis=0)].astype(str).tolist()
    assert lowest == ["2006-08-03", "2004-09-30"]
    assert np.round(moves.min(axis=0), 3).tolist() == [-0.13, -0.268]


def test_columns_are_found_by_their_tickers(small_file, capsys):
    """Their order in the file is not ours."""
    _, closes = small_file
    pair = course_lib.load_pair()
    assert pair.names == ("MDT", "MRK")
    assert np.array_equal(pair.prices, closes[:, [2, 1]])
    assert "pyhuge" in pair.source
    assert not pair.is_generated
    assert len(pair) == 1258
    assert not capsys.readouterr().out


def test_another_edition_of_the_file_is_left_alone(small_file, capsys):
    """A byte more, and IBM and MSFT step in, with a sentence."""
    path, _ = small_file
    path.write_bytes(path.read_bytes() + b"\0")
    pair = course_lib.load_pair()
    assert pair.names == ("IBM", "MSFT")
    assert "another edition" in capsys.readouterr().out


def test_without_the_package_ibm_and_microsoft_step_in(monkeypatch, capsys):
    """Adjusted closes: a split in 2003 must not look like a crash."""
    monkeypatch.setattr(importlib.util, "find_spec", spec_with(None))
    pair = course_lib.load_pair()
    said = capsys.readouterr().out
    assert "pyhuge 2.0.1" in said
    assert "stand in" in said
    assert pair.names == ("IBM", "MSFT")
    assert np.array_equal(pair.dates, course_lib.trading_days())
    assert np.abs(np.diff(np.log(pair.prices), axis=0)).max() < 0.13
    assert course_lib.load_pair() is pair
    assert not capsys.readouterr().out


def test_without_any_package_dice_step_in_and_say_so(monkeypatch, capsys):
    """Nobody takes dice for prices."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    pair = course_lib.load_pair()
    assert pair.is_generated
    assert pair.names == ("SYN-A", "SYN-B")
    assert "made with dice" in capsys.readouterr().out
    assert pair.source == course_lib.load_pair("synthetic").source


def test_nothing_is_asked_of_yahoo_unless_it_is_wished(monkeypatch):
    """The live way is off by default."""
    monkeypatch.setattr(prices, "_downloaded", lambda: pytest.fail("asked"))
    course_lib.load_pair()
    course_lib.load_pair("synthetic")
    with pytest.raises(ValueError, match="embedded, live, synthetic"):
        course_lib.load_pair("crystal ball")


def stub(monkeypatch, answer):
    """A yfinance of our own, which notes how it is called."""
    calls = []

    def download(tickers, **settings):
        calls.append((tickers, settings))
        if isinstance(answer, Exception):
            raise answer
        return answer

    module = types.ModuleType("yfinance")
    module.download = download
    monkeypatch.setitem(sys.modules, "yfinance", module)
    return calls


def frame(rows):
    """What a download looks like: columns are (field, ticker), days without a price among them."""
    import pandas as pd

    columns = pd.MultiIndex.from_product([["Close", "Volume"], ["MRK", "MDT"]])
    days = pd.date_range("2003-01-02", periods=len(rows), freq="D")
    return pd.DataFrame(rows, index=days, columns=columns)


def test_live_prices_are_raw_closes_by_ticker_without_holes(monkeypatch, capsys):
    """Columns by name, days with a hole left out, never adjusted."""
    gap = float("nan")
    calls = stub(monkeypatch, frame([[58.0, 46.0, 1, 2], [gap, 47.0, 1, 2], [59.0, 48.0, 1, 2]]))
    pair = course_lib.load_pair("live")
    assert pair.names == ("MDT", "MRK")
    assert pair.prices.tolist() == [[46.0, 58.0], [48.0, 59.0]]
    assert pair.dates.astype(str).tolist() == ["2003-01-02", "2003-01-04"]
    assert "Yahoo" in pair.source
    assert not capsys.readouterr().out
    ((tickers, settings),) = calls
    assert tickers == ["MDT", "MRK"]
    assert settings["auto_adjust"] is False
    assert settings["end"] == "2008-01-01"


@pytest.mark.parametrize(
    "answer", [RuntimeError("Too Many Requests"), None, "empty"], ids=["refused", "none", "empty"]
)
def test_where_yahoo_sends_nothing_the_embedded_pair_comes(monkeypatch, capsys, answer):
    """With a sentence, and without an error."""
    stub(monkeypatch, frame([]) if answer == "empty" else answer)
    monkeypatch.setattr(importlib.util, "find_spec", spec_with(None))
    pair = course_lib.load_pair("live")
    assert pair.names == ("IBM", "MSFT")
    assert "Nothing came from Yahoo" in capsys.readouterr().out


def test_the_synthetic_pair_moves_like_shares_and_has_no_memory():
    """Size, correlation, bunches of nervous days; nothing that could be foretold."""
    pair = course_lib.synthetic_pair(20001, seed=3)
    r = np.diff(np.log(pair.prices), axis=0)
    assert np.allclose(r.std(axis=0), [0.013, 0.017], rtol=0.06)
    assert abs(np.corrcoef(r.T)[0, 1] - 0.15) < 0.03
    for one in (0, 1):
        for other in (0, 1):
            assert abs(np.corrcoef(r[1:, one], r[:-1, other])[0, 1]) < 0.03
    sizes = np.abs(r[:, 0])
    assert np.corrcoef(sizes[1:], sizes[:-1])[0, 1] > 0.05
    assert "nothing planted" in pair.source


def test_what_is_planted_can_be_found():
    """The second share's yesterday explains as much of the first share's today as was asked for."""
    pair = course_lib.synthetic_pair(20001, seed=4, planted=0.03)
    r = np.diff(np.log(pair.prices), axis=0)
    assert abs(np.corrcoef(r[1:, 0], r[:-1, 1])[0, 1] ** 2 - 0.03) < 0.012
    assert "3% of SYN-A planted" in pair.source
    with pytest.raises(ValueError, match="below 1"):
        course_lib.synthetic_pair(planted=1.0)


def test_a_pair_is_a_table_that_nobody_writes_into_and_a_csv_file():
    """The text holds every digit."""
    pair = course_lib.synthetic_pair(30, seed=8)
    with pytest.raises(ValueError, match="read-only"):
        pair.prices[0] = 1
    heading, first, *_, last = pair.csv().splitlines()
    assert heading == "date,SYN-A,SYN-B"
    assert first == "2003-01-02,50.0,50.0"
    assert [float(word) for word in last.split(",")[1:]] == pair.prices[-1].tolist()
    with pytest.raises(ValueError, match="are needed"):
        course_lib.PricePair(("A", "B"), pair.dates, pair.prices[:, 0], "nowhere")


def test_the_package_is_never_imported(small_file):
    """It is read as a file: neither its code nor its libraries are loaded."""
    del small_file
    course_lib.load_pair()
    assert prices.FILE[0] not in sys.modules
