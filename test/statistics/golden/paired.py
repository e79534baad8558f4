"""Paired proportions, sign flips and kappa of clustered cases by SciPy, statsmodels, scikit-learn and R.

Run: python3 paired.py > paired.json
Tango's interval: the constrained likelihood is maximised numerically, the score inverted by brentq.
Sign flips: every combination of signs counted. Clustered kappa: scikit-learn's kappa differentiated
numerically in the weight of each case, summed by patient. Effective pairs: statsmodels' cluster-robust
variance of a mean.
"""

import itertools
import json
import subprocess

import numpy as np
import statsmodels.api as sm
from scipy import stats
from scipy.optimize import brentq, minimize_scalar
from sklearn.metrics import cohen_kappa_score

random = np.random.default_rng(20)


def tango(b, c, n, level):
    z = stats.norm.ppf((1 + level) / 2)

    def variance(delta):
        """Of one pair under the difference, p21 by maximum likelihood over its range."""
        low, high = max(0.0, -delta), (1 - delta) / 2

        def negative(q):
            rest = 1 - 2 * q - delta
            terms = [(b, q + delta), (c, q), (n - b - c, rest)]
            return -sum(k * np.log(max(p, 1e-300)) for k, p in terms if k > 0)

        inner = minimize_scalar(negative, bounds=(low, high), method="bounded", options={"xatol": 1e-14, "maxiter": 2000})
        candidates = [low, high, inner.x]
        q = min(candidates, key=negative)
        return 2 * q + delta - delta**2

    def score(delta):
        return (b - c - n * delta) / np.sqrt(n * variance(delta))

    estimate = (b - c) / n
    eps = 1e-12
    lower = brentq(lambda d: score(d) - z, -1 + 1e-9, estimate - eps, xtol=1e-13) if estimate > -1 else -1.0
    upper = brentq(lambda d: score(d) + z, estimate + eps, 1 - 1e-9, xtol=1e-13) if estimate < 1 else 1.0
    return [lower, upper]


def flips(sums):
    observed = abs(sum(sums))
    moving = [s for s in sums if s != 0]
    hits = sum(abs(sum(s * f for s, f in zip(moving, signs))) >= observed for signs in itertools.product([1, -1], repeat=len(moving)))
    return hits / 2 ** len(moving)


def kappa_se(first, second, weights, clusters):
    n = len(first)
    kind = None if weights == "unweighted" else weights
    at = lambda w: cohen_kappa_score(first, second, weights=kind, sample_weight=w)
    step = 1e-4
    influence = np.zeros(n)
    for i in range(n):
        up, down = np.ones(n), np.ones(n)
        up[i] += step
        down[i] -= step
        influence[i] = (at(up) - at(down)) / (2 * step)
    ids = np.unique(clusters)
    sums = np.array([influence[clusters == c].sum() for c in ids])
    k = len(ids)
    return float(np.sqrt(k / (k - 1) * (sums**2).sum()))


intervals = []
for b, c, n in [(3, 1, 20), (0, 0, 20), (1, 0, 44), (0, 9, 30), (12, 2, 50), (20, 20, 129), (5, 0, 5), (0, 0, 1), (200, 150, 5000), (2.5, 1.25, 17.75)]:
    for level in (0.95, 0.9):
        lower, upper = tango(b, c, n, level)
        intervals.append({"b": b, "c": c, "n": n, "level": level, "lower": lower, "upper": upper})

tests = [{"sums": s, "p": flips(s)} for s in ([1, 1, 1, -1], [2, 1, -1, 0, 3], [1] * 10, [0, 0], [2, -2], [3, 2, 2, 1, 1, 1, -1, -2, 1, 1, 0, 1], [-4, 1, 1, 1, -1, 2])]
mcnemar = []
for b, c in [(0, 0), (5, 5), (9, 1), (0, 12), (30, 14)]:
    code = f"cat(sprintf('%.17g', if ({b}+{c}==0) 1 else binom.test({b}, {b}+{c})$p.value))"
    mcnemar.append({"b": b, "c": c, "p": float(subprocess.check_output(["Rscript", "-e", code]))})

patients = np.repeat(np.arange(40), random.integers(1, 5, 40))
n = len(patients)
base = random.normal(size=40)[patients]
rate = lambda shift: np.digitize(base + shift + 0.8 * random.normal(size=n), [-0.5, 0.6])
a, b = rate(0), rate(0.2)
kappas = [
    {"weights": w, "categories": 3, "kappa": cohen_kappa_score(a, b, weights=None if w == "unweighted" else w), "se": kappa_se(a, b, w, patients)}
    for w in ("unweighted", "linear", "quadratic")
]
two = [(a > 0).astype(int), (b > 0).astype(int)]
kappas.append({"weights": "quadratic", "categories": 2, "kappa": cohen_kappa_score(*two, weights="quadratic"), "se": kappa_se(*two, "quadratic", patients)})

# Patients lean to one side or the other, so that their differences are alike.
lean = random.normal(size=40)[patients]
differences = np.where(random.uniform(size=n) < 0.7, np.sign(np.round(lean)), 0).astype(int)
fit = sm.OLS(differences, np.ones(n)).fit(cov_type="cluster", cov_kwds={"groups": patients})
# R's quantiles: SciPy 1.10's are right to eight digits only.
ratio = f"cat(sprintf('%.17g', qt(0.025, {n - 1}) / qt(0.025, 39)))"
degrees = float(subprocess.check_output(["Rscript", "-e", ratio])) ** 2
effective = float(differences.var() / fit.cov_params()[0, 0] * degrees)

print(
    json.dumps(
        {
            "intervals": intervals,
            "signFlips": tests,
            "mcnemar": mcnemar,
            "clustered": {"first": a.tolist(), "second": b.tolist(), "patients": patients.tolist(), "kappas": kappas},
            "effectivePairs": {"differences": differences.tolist(), "size": min(n, effective), "trials": n},
        }
    )
)
