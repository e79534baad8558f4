"""Likelihood ratios and predictive values at other prevalences, from their papers' formulas.

Ratios: statsmodels' log risk ratio, which is Simel, Samsa & Matchar's (1991). Predictive values: the delta
method on the logit (Mercaldo, Lau & Zhou 2007), its derivatives taken numerically by mpmath. Empty cells:
Clopper-Pearson from SciPy's beta distribution, with Bonferroni.

Run: python3 diagnosticValue.py > diagnosticValue.json
"""

import json

import mpmath
import numpy as np
from scipy.stats import beta, norm
from statsmodels.stats.contingency_tables import Table2x2

mpmath.mp.dps = 40


def clopper(x, n, level):
    tail = (1 - level) / 2
    return (
        0.0 if x == 0 else beta.ppf(tail, x, n - x + 1),
        1.0 if x == n else beta.ppf(1 - tail, x + 1, n - x),
    )


def ratio(a, n, b, m, level):
    """(a / n) / (b / m) with its interval; statsmodels' log risk ratio where no cell is empty."""
    if b == 0:
        return {"value": None}
    if a in (0, n) or b in (0, m):
        joint = 1 - (1 - level) / 2
        (al, au), (bl, bu) = clopper(a, n, joint), clopper(b, m, joint)
        return {"value": a / n / (b / m), "lower": al / bu, "upper": au / bl}
    table = Table2x2(np.array([[a, n - a], [b, m - b]], dtype=float))
    lower, upper = table.riskratio_confint(1 - level)
    return {"value": float(table.riskratio), "lower": float(lower), "upper": float(upper)}


def logit_interval(value_of, sens, spec, n, m, level):
    """Delta method on the logit of a predictive value, with derivatives that mpmath takes."""
    logit = lambda s, c: mpmath.log(value_of(s, c) / (1 - value_of(s, c)))
    ds = mpmath.diff(logit, (sens, spec), (1, 0))
    dc = mpmath.diff(logit, (sens, spec), (0, 1))
    se = mpmath.sqrt(ds**2 * sens * (1 - sens) / n + dc**2 * spec * (1 - spec) / m)
    z = mpmath.mpf(float(norm.ppf(1 - (1 - level) / 2)))
    at = logit(sens, spec)
    back = lambda x: float(1 / (1 + mpmath.exp(-x)))
    return {"value": float(value_of(sens, spec)), "lower": back(at - z * se), "upper": back(at + z * se)}


def predictive(tp, fn, fp, tn, p, level):
    n, m = tp + fn, fp + tn
    p = mpmath.mpf(p)
    ppv = lambda s, c: s * p / (s * p + (1 - c) * (1 - p))
    npv = lambda s, c: c * (1 - p) / (c * (1 - p) + (1 - s) * p)
    if 0 not in (tp, fn, fp, tn):
        s, c = mpmath.mpf(tp) / n, mpmath.mpf(tn) / m
        return {
            "ppv": logit_interval(ppv, s, c, n, m, level),
            "npv": logit_interval(npv, s, c, n, m, level),
        }
    joint = 1 - (1 - level) / 2
    (sl, su), (cl, cu) = clopper(tp, n, joint), clopper(tn, m, joint)
    s, c = tp / n, tn / m
    bounds = lambda f: {"value": float(f(s, c)), "lower": float(f(sl, cl)), "upper": float(f(su, cu))}
    none = {"value": None}
    return {"ppv": none if tp + fp == 0 else bounds(ppv), "npv": none if tn + fn == 0 else bounds(npv)}


tables = [
    # The published study's CT-confirmed stratum has 20 fractures and 85 without.
    (17, 3, 9, 76),
    (126, 3, 4, 74),
    (240, 178, 87, 288),
    (5, 5, 7, 13),
    (20, 0, 9, 76),
    (3, 0, 1, 4),
    (12, 8, 0, 30),
    (20, 0, 0, 30),
    (0, 10, 3, 20),
    (0, 10, 0, 20),
    (10, 0, 20, 0),
    (7, 3, 20, 0),
]

print(
    json.dumps(
        [
            {
                "tp": tp,
                "fn": fn,
                "fp": fp,
                "tn": tn,
                "level": level,
                "positive": ratio(tp, tp + fn, fp, fp + tn, level),
                "negative": ratio(fn, tp + fn, tn, fp + tn, level),
                "at": [
                    {"prevalence": p, **predictive(tp, fn, fp, tn, p, level)}
                    for p in (0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9)
                ],
            }
            for tp, fn, fp, tn in tables
            for level in (0.95, 0.9)
        ],
        indent=1,
    )
)
