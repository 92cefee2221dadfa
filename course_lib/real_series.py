"""Measured series: the sea, unemployment, weddings, commits, shares; read from a package.

The files lie in the package ``bokeh-sampledata``. They are read where they are, without importing
it, and nothing is downloaded. Where it is not installed, a sentence says so, and what comes back is
generated and says that it is.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.generated_series import (
    GENERATED,
    TimeSeries,
    ar1,
    random_walk,
    regime_series,
    seasonal_series,
    trend_series,
)

PACKAGE = "bokeh_sampledata"
TICKERS = ("AAPL", "IBM", "MSFT", "GOOG", "FB")
"""Shares of which there are prices: the first three from 2000-03-01, all up to 2013-03-01."""

_FIRST_DAY = "2000-03-01"


@dataclass(frozen=True, slots=True, eq=False)
class StockTable:
    """Daily prices of one share, oldest first. Its arrays cannot be written into; copy them.

    Attributes:
        ticker: its short name on the exchange.
        dates: trading days, (L,), datetime64[D].
        open, high, low, close: raw prices in dollars, (L,), float64; a split halves them.
        volume: shares that changed hands, (L,), float64.
        adjusted_close: close with splits and dividends taken out, (L,), float64.
        source: where the table comes from; to be written on every picture.
    """

    ticker: str
    dates: NDArray[Any]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    volume: NDArray[np.float64]
    adjusted_close: NDArray[np.float64]
    source: str

    def __post_init__(self) -> None:
        """Makes all arrays read-only."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    def __len__(self) -> int:
        return len(self.dates)


@lru_cache
def load_sea_temperature() -> TimeSeries:
    """The temperature at the surface of the sea, every half hour, from February 2016 on.

    Returns:
        A ``TimeSeries`` of 19226 values, up to March 2017. One time is there twice, and two
        values come late: by half an hour on 2016-06-14, by nearly twelve hours on 2016-07-08.
    """
    rows = _rows("sea_surface_temperature.csv.gz")
    if rows is None:
        return _stand_in(seasonal_series(24 * 365, daily=0.5, weekly=0.2), "sea temperature", "°C")
    return TimeSeries(
        "sea temperature",
        np.array([row[0].rstrip("Z") for row in rows], dtype="datetime64[m]"),
        _numbers(rows, 1),
        "°C",
        "NERACOOS buoy B01, Western Maine Shelf",
    )


@lru_cache
def load_unemployment() -> TimeSeries:
    """The unemployment rate of the United States, every month from 1948 to 2016.

    Returns:
        A ``TimeSeries`` of 828 values, not adjusted for the seasons.
    """
    rows = _rows("unemployment1948.csv")
    if rows is None:
        return _stand_in(trend_series(828), "unemployment", "%")
    values = np.concatenate([_numbers(rows, month) for month in range(1, 13)])
    return TimeSeries(
        "US unemployment",
        np.datetime64(f"{rows[0][0]}-01", "M") + np.arange(12 * len(rows)),
        values.reshape(12, -1).T.reshape(-1),
        "%",
        "US Bureau of Labor Statistics",
    )


@lru_cache
def load_marriages() -> TimeSeries:
    """Weddings in the United States for every thousand people, each year from 1867 to 2011.

    Returns:
        A ``TimeSeries`` of 145 values. Four years that were not counted (1982, 1983, 1995, 1996)
        are bridged by straight lines.
    """
    rows = _rows("us_marriages_divorces.csv")
    if rows is None:
        return _stand_in(ar1(145, phi=0.9), "weddings", "")
    years = _numbers(rows, 0)
    known = [number for number, row in enumerate(rows) if row[4]]
    rates = np.interp(years, years[known], _numbers([rows[number] for number in known], 4))
    return TimeSeries(
        "US weddings per 1000 people",
        years.astype(np.int64).astype(str).astype("datetime64[Y]"),
        rates,
        "",
        "US National Center for Health Statistics",
    )


@lru_cache
def load_commits() -> TimeSeries:
    """Commits to the source code of Bokeh, every day from the end of 2012 to April 2017.

    Returns:
        A ``TimeSeries`` of 1576 counts, days without any among them.
    """
    from email.utils import parsedate_to_datetime

    rows = _rows("commits.txt.gz", heading=False)
    if rows is None:
        return _stand_in(ar1(1576), "commits a day", "")
    lines = [",".join(row).strip() for row in rows]
    days = [parsedate_to_datetime(line).date() for line in lines if line]
    dates = np.array(days, dtype="datetime64[D]")
    first = dates.min()
    counts = np.bincount((dates - first).astype(np.int64)).astype(np.float64)
    time = first + np.arange(len(counts))
    return TimeSeries("commits a day", time, counts, "", "the log of the Bokeh project")


@lru_cache
def load_stock_table(ticker: str = "IBM") -> StockTable:
    """The daily prices of one share: open, high, low, close, volume.

    Args:
        ticker: one of ``TICKERS``.

    Returns:
        A ``StockTable``: 3270 days for AAPL, IBM and MSFT, 2148 for GOOG, 196 for FB.

    Raises:
        KeyError: there are no prices of that share.
    """
    if ticker not in TICKERS:
        raise KeyError(f"no prices of {ticker!r}: there are {', '.join(TICKERS)}")
    rows = _rows("stocks.csv.gz")
    if rows is None:
        return _invented_prices(ticker)
    rows = [row for row in rows if row[0] == ticker]
    dates = np.array([row[1] for row in rows], dtype="datetime64[D]")
    first, highest, lowest, last, volume, adjusted = (
        _numbers(rows, column) for column in range(2, 8)
    )
    return StockTable(ticker, dates, first, highest, lowest, last, volume, adjusted, "WIKI Prices")


def load_stock_close(ticker: str = "IBM") -> TimeSeries:
    """The daily closing price of one share, raw: a split halves it overnight.

    Args:
        ticker: one of ``TICKERS``.

    Returns:
        A ``TimeSeries`` in dollars.

    Raises:
        KeyError: there are no prices of that share.
    """
    table = load_stock_table(ticker)
    return TimeSeries(f"{ticker}, close of the day", table.dates, table.close, "$", table.source)


def load_gallery() -> dict[str, TimeSeries]:
    """Eight series by letter, four of them measured and four generated, in no order.

    Returns:
        A ``TimeSeries`` for each of the letters A to H.
    """
    return {
        "A": random_walk(800, seed=11, start=60),
        "B": load_sea_temperature().between("2016-08-01", "2016-09-01"),
        "C": trend_series(seed=1),
        "D": load_unemployment(),
        "E": load_stock_close("IBM"),
        "F": seasonal_series(24 * 28, seed=2),
        "G": load_marriages(),
        "H": regime_series(seed=3),
    }


def _rows(name: str, *, heading: bool = True) -> list[list[str]] | None:
    """The rows of a file of the package, or None, and a sentence, where it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = (spec.submodule_search_locations if spec is not None else None) or []
    path = next((file for file in (Path(f, "_data", name) for f in folders) if file.exists()), None)
    if path is None:
        print(  # noqa: T201 - this is said to the student, in the notebook
            f"The package bokeh-sampledata is not installed (or has no {name}), so this series is "
            "generated instead of measured."
        )
        return None
    text = path.read_bytes()
    plain = gzip.decompress(text) if path.suffix == ".gz" else text
    rows = list(csv.reader(plain.decode("utf-8").splitlines()))
    return rows[1:] if heading else rows


def _numbers(rows: list[list[str]], column: int) -> NDArray[np.float64]:
    return np.array([float(row[column]) for row in rows])


def _stand_in(made: TimeSeries, name: str, unit: str) -> TimeSeries:
    """A generated series in the place of a measured one, and labelled as what it is."""
    source = f"{GENERATED}, because bokeh-sampledata is not installed"
    return TimeSeries(f"{name} (generated)", made.time, made.values, unit, source, made.floor)


def _invented_prices(ticker: str) -> StockTable:
    """A table of prices made with dice, for where there is no other."""
    seed, days = TICKERS.index(ticker), 3270
    rng = np.random.default_rng(seed)
    close = 80 * np.exp(random_walk(days, seed=seed, sigma=0.015).values)
    opening = np.concatenate([close[:1], close[:-1]])
    spread = close * 0.01 * rng.uniform(size=(2, days))
    dates = np.busday_offset(_FIRST_DAY, np.arange(days), roll="forward")
    return StockTable(
        ticker,
        dates,
        opening,
        np.maximum(opening, close) + spread[0],
        np.minimum(opening, close) - spread[1],
        close,
        np.round(8e6 * np.exp(0.3 * rng.standard_normal(days))),
        close.copy(),
        f"{GENERATED}, because bokeh-sampledata is not installed",
    )
