"""Writes power.json: power of exact tests by full enumeration, and of AUROCs by formula, with SciPy.

Independent of the project: tails from scipy.stats, Tango's restricted likelihood maximised numerically.
"""
import json
import os
import numpy as np
from scipy import optimize, stats

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
    worse = within = 0.0
    z = stats.norm.ppf((1 + level) / 2)
    for g in range(n + 1):
        for l in range(n + 1 - g):
            p = stats.multinomial.pmf([g, l, n - g - l], n, [gained, lost, 1 - gained - lost])
            if p < 1e-14:
                continue
            if g < l and stats.binomtest(g, g + l, 0.5).pvalue <= 1 - level:
                worse += p
            if tango(l, g, n, margin) > z:
                within += p
    paired.append(dict(first=first, change=change, correlation=correlation, n=n, margin=margin, level=level,
                       gained=gained, lost=lost, mcnemar=worse, within=within))


def variance(a, p, n):
    q1, q2 = a / (2 - a), 2 * a * a / (1 + a)
    return (a * (1 - a) + (p - 1) * (q1 - a * a) + (n - 1) * (q2 - a * a)) / (p * n)


logit = lambda a: np.log(a / (1 - a))
aurocs = []
for truth, limit, p, n, level in [(0.9, 0.8, 30, 60, 0.95), (0.95, 0.9, 100, 80, 0.9), (0.84, 0.8, 20, 85, 0.95)]:
    error = np.sqrt(variance(truth, p, n)) / (truth * (1 - truth))
    z = stats.norm.ppf((1 + level) / 2)
    aurocs.append(dict(truth=truth, limit=limit, positives=p, negatives=n, level=level,
                       power=stats.norm.sf(z - (logit(truth) - logit(limit)) / error),
                       shown=1 / (1 + np.exp((z + stats.norm.ppf(0.8)) * error - logit(truth)))))
pairs = []
for auroc, correlation, margin, p, n in [(0.9, 0.5, 0.05, 50, 100), (0.97, 0.8, 0.02, 149, 163)]:
    def error(loss):
        a, b = variance(auroc, p, n), variance(auroc - loss, p, n)
        return np.sqrt(a + b - 2 * correlation * np.sqrt(a * b))
    z = stats.norm.ppf(0.975)
    loss = optimize.brentq(lambda d: stats.norm.sf(z - d / error(d)) - 0.8, 1e-6, auroc - 0.5)
    pairs.append(dict(auroc=auroc, correlation=correlation, margin=margin, positives=p, negatives=n,
                      power=stats.norm.sf(z - margin / error(0)), loss=loss))

with open(os.path.join(os.path.dirname(__file__), "power.json"), "w") as file:
    json.dump(dict(proportions=proportions, paired=paired, aurocs=aurocs, pairs=pairs), file, indent=1)
