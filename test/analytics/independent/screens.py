"""Screens by numpy and scipy, from the published formulas: reads tenders as JSON, writes their screens as JSON.

    python3 screens.py < tenders.json > vectors.json
"""
import itertools
import json
import sys

import numpy as np
from scipy import stats


def screens(amounts):
    b = np.sort(np.array(amounts, dtype=float))
    n = len(b)
    s = b.std(ddof=1)
    steps = np.diff(b)
    losers = b[1:]
    flat = s == 0
    triples = [np.std(c, ddof=1) / np.mean(c) for c in itertools.combinations(b, 3)]
    inner = (b[1:-1] - b[0]) / (b[-1] - b[0]) if not flat else None
    m = n - 2
    steps_of = np.arange(1, m + 1) / m
    return {
        "cv": stats.variation(b, ddof=1),
        "spread": np.ptp(b) / b.min(),
        "diffp": steps[0] / b[0],
        "rd": None if losers.std(ddof=1) == 0 else steps[0] / losers.std(ddof=1),
        "rdnor": None if flat else steps[0] / steps.mean(),
        "rdalt": None if steps[1:].sum() == 0 else steps[0] / steps[1:].mean(),
        "skewness": None if flat else stats.skew(b, bias=False),
        "kurtosis": None if flat or n < 4 else stats.kurtosis(b, bias=False),
        "ks": None if flat else max(
            (b / s - stats.rankdata(b, method="ordinal") / (n + 1)).max(),
            (stats.rankdata(b, method="ordinal") / (n + 1) - b / s).max(),
        ),
        "uniformity": None if flat else stats.kstest(inner, "uniform").statistic,
        "ringCv": None if flat or n < 4 else min(triples) / stats.variation(b, ddof=1),
        "coreCv": None if flat or n < 4 else float(np.median(triples)) / stats.variation(b, ddof=1),
    }


tenders = json.load(sys.stdin)
json.dump([{"amounts": t, "screens": screens(t)} for t in tenders], sys.stdout, indent=1)
