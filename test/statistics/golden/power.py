"""Writes power.json: power of exact tests by full enumeration, and of AUROCs by formula, with SciPy.

Independent of the project: tails from scipy.stats, Tango's restricted likelihood maximised numerically, the binormal
variance from the bivariate normal distribution, exact tests and intervals of shares from statsmodels.
"""
import json
import os
import numpy as np
from scipy import integrate, optimize, stats
from statsmodels.stats import proportion

proportions = []
for truth, limit, n, level in [(0.92, 0.85, 20, 0.95), (0.95, 0.85, 60, 0.95), (0.9, 0.8, 137, 0.9), (0.99, 0.95, 500, 0.95)]:
    lower = [0.0] + [stats.beta.ppf((1 - level) / 2, x, n - x + 1) for x in range(1, n + 1)]
    needed = next((x for x in range(n + 1) if lower[x] >= limit), None)
    power = 0.0 if needed is None else float(stats.binom.sf(needed - 1, n, truth))
    most = max(x for x in range(n + 1) if stats.binom.sf(x - 1, n, truth) >= 0.8)
    proportions.append(dict(truth=truth, limit=limit, n=n, level=level, needed=needed, power=power, shown=lower[most]))


def cells(first, change, correlation):
    second = first + change
    both = first * second + correlation * np.sqrt(first * (1 - first) * second * (1 - second))
    return second - both, first - both


def tango(lost, gained, n, margin):
    """Score statistic of H: difference = -margin; the nuisance share maximised on the trinomial likelihood."""
    low = max(0.0, -margin) + 1e-15
    def minus(lost_share):
        gained_share = lost_share - margin
        rest = 1 - lost_share - gained_share
        if gained_share <= 0 or rest <= 0:
            return np.inf
        return -(gained * np.log(gained_share) + lost * np.log(lost_share) + (n - lost - gained) * np.log(rest))
    if gained == 0 and lost == 0:
        share = margin
    else:
        found = optimize.minimize_scalar(minus, bounds=(margin + 1e-12, (1 + margin) / 2 - 1e-12), method="bounded", options=dict(xatol=1e-13))
        share = found.x
        if gained == 0 and minus(margin * (1 + 1e-9)) < found.fun:
            share = margin
    variance = n * (share + share - margin - margin ** 2)
    return (gained - lost + n * margin) / np.sqrt(variance)


paired = []
for first, change, correlation, n, margin, level in [(0.9, 0.0, 0.5, 40, 0.1, 0.95), (0.8, -0.1, 0.4, 60, 0.05, 0.95), (0.85, 0.02, 0.3, 50, 0.15, 0.9)]:
    gained, lost = cells(first, change, correlation)
    worse = within = failing = 0.0
    z = stats.norm.ppf((1 + level) / 2)
    for g in range(n + 1):
        for l in range(n + 1 - g):
            p = stats.multinomial.pmf([g, l, n - g - l], n, [gained, lost, 1 - gained - lost])
            if p < 1e-14:
                continue
            if g < l and stats.binomtest(g, g + l, 0.5).pvalue <= 1 - level:
                worse += p
            score = tango(l, g, n, margin)
            within += p if score > z else 0.0
            failing += p if score < -z else 0.0
    paired.append(dict(first=first, change=change, correlation=correlation, n=n, margin=margin, level=level,
                       gained=gained, lost=lost, mcnemar=worse, within=within, failing=failing))


def hanley_mcneil(a, p, n):
    q1, q2 = a / (2 - a), 2 * a * a / (1 + a)
    return (a * (1 - a) + (p - 1) * (q1 - a * a) + (n - 1) * (q2 - a * a)) / (p * n)


def binormal(a, p, n):
    """Both of two cases of one class ranked rightly against one of the other: the integral over that one's score."""
    d = np.sqrt(2) * stats.norm.ppf(a)
    q = integrate.quad(lambda y: stats.norm.pdf(y) * stats.norm.cdf(d - y) ** 2, -12, 12, epsabs=1e-15, epsrel=1e-13, limit=500)[0]
    return (a * (1 - a) + (p + n - 2) * (q - a * a)) / (p * n)


formulas = {"hanley-mcneil": hanley_mcneil, "binormal": binormal}
grid = [dict(formula=name, auroc=a, positives=p, negatives=n, variance=formula(a, p, n))
        for name, formula in formulas.items()
        for a in (0.6, 0.75, 0.9, 0.97, 0.995) for p, n in ((19, 80), (100, 100), (300, 45))]

logit = lambda a: np.log(a / (1 - a))
expit = lambda x: 1 / (1 + np.exp(-x))
aurocs = []
for name, truth, limit, p, n, level in [("hanley-mcneil", 0.9, 0.8, 30, 60, 0.95), ("hanley-mcneil", 0.84, 0.8, 20, 85, 0.95),
                                        ("binormal", 0.95, 0.9, 100, 80, 0.9), ("binormal", 0.97, 0.8, 19, 80, 0.95)]:
    def error(x):
        return np.sqrt(formulas[name](expit(x), p, n)) / (expit(x) * (1 - expit(x)))
    z = stats.norm.ppf((1 + level) / 2)
    lower = lambda x: x - z * error(x)
    # The first of a fine grid that passes brackets the least estimate that does.
    points = np.arange(logit(limit), 12, 0.01)
    first = next(x for x in points if lower(x) >= logit(limit))
    least = optimize.brentq(lambda x: lower(x) - logit(limit), first - 0.01, first, xtol=1e-14)
    shown = lower(logit(truth) - stats.norm.ppf(0.8) * error(logit(truth)))
    half = (expit(logit(truth) + z * error(logit(truth))) - expit(lower(logit(truth)))) / 2
    aurocs.append(dict(formula=name, truth=truth, limit=limit, positives=p, negatives=n, level=level,
                       power=stats.norm.sf((least - logit(truth)) / error(logit(truth))), shown=expit(shown), half=half))

pairs = []
for name, auroc, correlation, margin, p, n in [("hanley-mcneil", 0.9, 0.5, 0.05, 50, 100), ("binormal", 0.97, 0.8, 0.02, 149, 163)]:
    def error(loss):
        a, b = formulas[name](auroc, p, n), formulas[name](auroc - loss, p, n)
        return np.sqrt(a + b - 2 * correlation * np.sqrt(a * b))
    z, units, lump = stats.norm.ppf(0.975), min(p, n), 0.5 / min(p, n)
    # The gain g that just passes: (g + margin)^2 = z^2 (SE^2 + lump (g + margin)).
    reach = max(np.roots([1, -z * z * lump, -(z * error(0)) ** 2]))
    wide = lambda d: max(error(d), lump)
    loss = optimize.brentq(lambda d: d - stats.t.ppf(0.975, units - 1) * wide(d) - stats.norm.ppf(0.8) * wide(d), 1e-6, auroc - 0.5)
    pairs.append(dict(formula=name, auroc=auroc, correlation=correlation, margin=margin, positives=p, negatives=n,
                      power=stats.norm.sf((reach - margin) / error(0)), loss=loss))

exact = []
for limit, n in [(0.85, 19), (0.85, 60), (0.8, 137), (0.95, 500)]:
    passing = [x for x in range(n + 1) if proportion.binom_test(x, n, prop=limit, alternative="larger") <= 0.025]
    exact.append(dict(limit=limit, n=n, needed=min(passing) if passing else None))
widths = []
for share, half in [(0.92, 0.05), (0.5, 0.1), (0.99, 0.02)]:
    def width(n):
        low, high = proportion.proportion_confint(share * n, n, alpha=0.05, method="beta")
        return (high - low) / 2
    widths.append(dict(share=share, half=half, n=next(n for n in range(2, 5000) if width(n) <= half)))

# Connor's number of pairs for McNemar's test (Biometrics 43, 1987), two-sided 5 %, power 0.8.
mcnemar = []
for gained, lost in [(0.02, 0.1), (0.05, 0.15), (0.1, 0.2)]:
    total, difference = gained + lost, lost - gained
    root = stats.norm.ppf(0.975) * np.sqrt(total) + stats.norm.ppf(0.8) * np.sqrt(total - difference ** 2)
    mcnemar.append(dict(gained=gained, lost=lost, pairs=int(np.ceil((root / difference) ** 2))))

with open(os.path.join(os.path.dirname(__file__), "power.json"), "w") as file:
    json.dump(dict(proportions=proportions, paired=paired, grid=grid, aurocs=aurocs, pairs=pairs, exact=exact, widths=widths,
                   mcnemar=mcnemar), file, indent=1)
