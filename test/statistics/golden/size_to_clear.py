"""Writes sizeToClear.json: the number of trials from which a Clopper-Pearson interval clears a limit, by scipy.

    python3 size_to_clear.py

Counted up one by one (no search), at the same proportion; successes need not be whole. The interval's bounds
are quantiles of beta distributions (Clopper & Pearson, Biometrika 26, 1934).
"""

import json
from pathlib import Path

from scipy.stats import beta


def bounds(p, n, level):
    tail, x = (1 - level) / 2, p * n
    lower = 0.0 if x == 0 else beta.ppf(tail, x, n - x + 1)
    upper = 1.0 if x == n else beta.isf(tail, x + 1, n - x)
    return lower, upper


def size(p, limit, side, level):
    for n in range(1, 100_000):
        lower, upper = bounds(p, n, level)
        if (lower >= limit) if side == "above" else (upper < limit):
            return n
    return None


cases = [
    (0.9, 0.85, "above", 0.95),
    (0.85, 0.8, "above", 0.95),
    (0.85, 0.8, "above", 0.9),
    (0.7, 0.85, "below", 0.95),
    (1.0, 0.95, "above", 0.95),
    (1.0, 0.85, "above", 0.99),
    (0.0, 0.05, "below", 0.95),
    (17 / 20, 0.75, "above", 0.95),
    (3 / 16, 0.5, "below", 0.95),
    (0.5, 0.48, "above", 0.95),
]
out = [
    {"proportion": p, "limit": limit, "side": side, "level": level, "trials": size(p, limit, side, level)}
    for p, limit, side, level in cases
]
path = Path(__file__).with_name("sizeToClear.json")
path.write_text(json.dumps(out, indent=1) + "\n")
