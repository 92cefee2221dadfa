"""Two shares side by side: Medtronic and Merck where a package has them, or what stands in.

The daily closes of MDT and MRK from 2003 to 2007 lie in the package ``pyhuge``, an install of its
own (the extra ``prices`` of this package). Its file is read where it is; the package is never
imported, and nothing is downloaded. Where it is missing, IBM and Microsoft step in, and where those
are missing, too, a pair made with dice. Each pair says where it comes from.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.generated_series import GENERATED
from course_lib.real_series import load_stock_table

FILE = ("pyhuge", "data/stockdata.npz")
"""Package and file that hold the closes of MDT and MRK among 450 others, without their dates."""

FILE_SHA256 = "7cf8dab819dbc72591404dc8acd19e48947fb282e66bb6bbc48c84104c91419a"
"""The edition of the file that we know, byte for byte."""

FIRST_DAY, DAY_AFTER = "2003-01-02", "2008-01-01"

CLOSED = (
    "2003-01-20 2003-02-17 2003-04-18 2003-05-26 2003-07-04 2003-09-01 2003-11-27 2003-12-25 "
    "2004-01-01 2004-01-19 2004-02-16 2004-04-09 2004-05-31 2004-06-11 2004-07-05 2004-09-06 "
    "2004-11-25 2004-12-24 2005-01-17 2005-02-21 2005-03-25 2005-05-30 2005-07-04 2005-09-05 "
    "2005-11-24 2005-12-26 2006-01-02 2006-01-16 2006-02-20 2006-04-14 2006-05-29 2006-07-04 "
    "2006-09-04 2006-11-23 2006-12-25 2007-01-01 2007-01-02 2007-01-15 2007-02-19 2007-04-06 "
    "2007-05-28 2007-07-04 2007-09-03 2007-11-22 2007-12-25"
)
"""The working days on which the exchange in New York was closed."""

SOURCES = ("embedded", "live", "synthetic")


@dataclass(frozen=True, slots=True, eq=False)
class PricePair:
    """Daily closes of two shares, oldest first. Its arrays cannot be written into; copy them.

    Attributes:
        names: the two short names, such as MDT and MRK.
        dates: trading days, (L,), datetime64[D].
        prices: closes in dollars, (L, 2), float64, one column for each name.
        source: where they come from; to be written on every picture.
    """

    names: tuple[str, str]
    dates: NDArray[Any]
    prices: NDArray[np.float64]
    source: str

    def __post_init__(self) -> None:
        """Makes both arrays read-only copies.

        Raises:
            ValueError: there are not two prices for each day.
        """
        dates = np.array(self.dates, dtype="datetime64[D]")
        prices = np.array(self.prices, dtype=np.float64)
        if dates.ndim != 1 or prices.shape != (len(dates), 2):
            raise ValueError(f"{len(dates)} days and prices {prices.shape}: (days, 2) are needed")
        for field, array in (("dates", dates), ("prices", prices)):
            array.setflags(write=False)
            object.__setattr__(self, field, array)

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def is_generated(self) -> bool:
        """Whether it was made with dice rather than traded."""
        return self.source.startswith(GENERATED)

    def csv(self) -> str:
        """The pair as the text of a CSV file: a heading, then a date and two prices a line."""
        heading = ",".join(("date", *self.names))
        table = zip(self.dates, self.prices.tolist(), strict=True)
        lines = [f"{day},{first!r},{second!r}" for day, (first, second) in table]
        return "\n".join([heading, *lines, ""])


def load_pair(source: str = "embedded") -> PricePair:
    """Daily closes of Medtronic (MDT) and Merck (MRK), 2003 to 2007, or what stands in for them.

    Args:
        source: ``"embedded"`` reads what is installed: MDT and MRK, else IBM and MSFT, else dice;
            ``"live"`` asks Yahoo for MDT and MRK through yfinance, for your own eyes, and falls
            back to ``"embedded"``; ``"synthetic"`` is made with dice.

    Returns:
        A ``PricePair``. Whatever had to step in is said in one sentence.

    Raises:
        ValueError: there is no such source.
    """
    if source not in SOURCES:
        raise ValueError(f"no source {source!r}: choose one of {', '.join(SOURCES)}")
    if source == "synthetic":
        return synthetic_pair()
    if source == "live":
        pair = _downloaded()
        if pair is not None:
            return pair
    return _embedded()


@lru_cache
def synthetic_pair(days: int = 1258, *, seed: int = 0, planted: float = 0.0) -> PricePair:
    """Two invented shares with calm and nervous times, and a secret between them if you plant one.

    Both move by about as much as MDT and MRK do, and their correlation is about 0.15. Nervous days
    come in bunches, as they do in real markets. Without a secret no return can be foretold by
    anything: the best forecast is zero.

    Args:
        days: how many closes.
        seed: which pair.
        planted: share of the variance of SYN-A's return that SYN-B's return of the day before
            explains, from 0 (nothing) to below 1; 0.03 would be a fortune.

    Returns:
        A ``PricePair`` of SYN-A and SYN-B.

    Raises:
        ValueError: the share is not from 0 to below 1.
    """
    if not 0 <= planted < 1:
        raise ValueError(f"a planted share of {planted}: choose one from 0 to below 1")
    rng = np.random.default_rng(seed)
    both, one, other = (_bunched(days - 1, rng) for _ in range(3))
    first, second = (math.sqrt(0.15) * both + math.sqrt(0.85) * own for own in (one, other))
    day_before = np.concatenate([np.zeros(1), second])[: len(second)]
    first = math.sqrt(1 - planted) * first + math.sqrt(planted) * day_before
    moves = np.vstack([np.zeros((1, 2)), np.stack([0.013 * first, 0.017 * second], axis=1)])
    dates = np.busday_offset(FIRST_DAY, np.arange(days), roll="forward")
    secret = f"{planted:.0%} of SYN-A planted" if planted else "nothing planted"
    source = f"{GENERATED}: two shares made with dice, {secret}"
    return PricePair(("SYN-A", "SYN-B"), dates, 50 * np.exp(np.cumsum(moves, axis=0)), source)


def _bunched(length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Noise of variance 1 without any memory of its sign, but with one of its size (GARCH)."""
    fresh, variance = rng.standard_normal(length), 1.0
    values = np.empty(length)
    for step, push in enumerate(fresh.tolist()):
        values[step] = math.sqrt(variance) * push
        variance = 0.05 + 0.07 * values[step] ** 2 + 0.88 * variance
    return values


def trading_days() -> NDArray[Any]:
    """The 1258 days from 2003 to 2007 on which the exchange in New York was open."""
    days = np.arange(FIRST_DAY, DAY_AFTER, dtype="datetime64[D]")
    closed = np.array(CLOSED.split(), dtype="datetime64[D]")
    return days[np.is_busday(days, holidays=closed)]


@lru_cache
def _embedded() -> PricePair:
    """MDT and MRK; else IBM and Microsoft, adjusted, for MSFT was split in 2003; else dice."""
    content = _file_content()
    if content is not None:
        with np.load(io.BytesIO(content), allow_pickle=False) as table:
            tickers = table["info"][:, 0].tolist()
            closes = table["data"][:, [tickers.index("MDT"), tickers.index("MRK")]]
        return PricePair(("MDT", "MRK"), trading_days(), closes, "daily closes, package pyhuge")
    ibm, microsoft = load_stock_table("IBM"), load_stock_table("MSFT")
    if ibm.source.startswith(GENERATED):
        print("A pair made with dice stands in for MDT and MRK.")  # noqa: T201 - for the student
        return synthetic_pair()
    print("IBM and MSFT, of the same years, stand in for MDT and MRK.")  # noqa: T201
    first, after = (np.datetime64(day, "D") for day in (FIRST_DAY, DAY_AFTER))
    kept = (ibm.dates >= first) & (ibm.dates < after)
    closes = np.stack([ibm.adjusted_close[kept], microsoft.adjusted_close[kept]], axis=1)
    return PricePair(("IBM", "MSFT"), ibm.dates[kept], closes, "adjusted closes, WIKI Prices")


def _file_content() -> bytes | None:
    """The bytes of the file with the closes, or None, and a sentence, where it is not to be had."""
    package, name = FILE
    spec = importlib.util.find_spec(package)
    folders = (spec.submodule_search_locations if spec is not None else None) or []
    path = next((file for file in (Path(f, name) for f in folders) if file.exists()), None)
    if path is None:
        print(  # noqa: T201 - this is said to the student, in the notebook
            "The closes of MDT and MRK are not installed (they come with the package pyhuge 2.0.1, "
            "on Linux)."
        )
        return None
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != FILE_SHA256:
        print("The closes of MDT and MRK are of another edition than ours, so they are left alone.")  # noqa: T201
        return None
    return content


def _downloaded() -> PricePair | None:
    """MDT and MRK from Yahoo, or None, and a sentence, where that does not work out."""
    try:
        import yfinance  # type: ignore[import-not-found, unused-ignore]

        frame = yfinance.download(
            ["MDT", "MRK"],
            start=FIRST_DAY,
            end=DAY_AFTER,
            auto_adjust=False,
            progress=False,
            threads=False,
        )
        closes = frame["Close"][["MDT", "MRK"]].dropna()
        if closes.empty:
            raise ValueError("Yahoo sent no prices")
        days = closes.index.to_numpy().astype("datetime64[D]")
        return PricePair(("MDT", "MRK"), days, closes.to_numpy(), "closes, Yahoo, for own use only")
    except Exception as error:  # noqa: BLE001 - whatever goes wrong on the way, say so and go on
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        print(f"Nothing came from Yahoo ({reason[:120]}).")  # noqa: T201 - for the student
        return None
