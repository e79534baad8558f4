"""A comparison of two models on the same cases by statsmodels, R's pROC, SciPy and numpy.

Run: python3 changes.py > changes.json
Tango's score equation with its continuity correction is solved by brentq over a likelihood maximised
numerically; the bootstrap resamples cases within each label with numpy's generator, both models on the same.
"""

import json
import subprocess
import tempfile

import numpy as np
from scipy import stats
from scipy.optimize import brentq, minimize_scalar
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, balanced_accuracy_score
from statsmodels.stats.contingency_tables import mcnemar

random = np.random.default_rng(73)
positives, negatives = 60, 90
labels = np.r_[np.ones(positives, int), np.zeros(negatives, int)]
n = len(labels)
common = random.normal(size=n)
logit = lambda noise, gap: 1 / (1 + np.exp(-(gap * (labels - 0.5) + common + noise * random.normal(size=n))))
baseline = np.round(logit(0.5, 2.6), 3)
candidate = np.round(logit(0.7, 2.0), 3)
thresholds = {"baseline": 0.5, "candidate": 0.45}


def tango(b, c, trials, correction):
    """Of the first minus the second: |b - c - n d| less the correction against z times its constrained SE."""
    z = stats.norm.ppf(0.975)

    def score_error(delta):
        def negative(q):
            terms = [(b, q + delta), (c, q), (trials - b - c, 1 - 2 * q - delta)]
            return -sum(k * np.log(max(p, 1e-300)) for k, p in terms if k > 0)

        low, high = max(0.0, -delta), (1 - delta) / 2
        inner = minimize_scalar(negative, bounds=(low, high), method="bounded", options={"xatol": 1e-14, "maxiter": 5000})
        q = min([low, high, inner.x], key=negative)
        return np.sqrt(trials * (2 * q + delta - delta**2))

    estimate = (b - c) / trials
    over = lambda d: (b - c - trials * d) - correction - z * score_error(d)
    under = lambda d: (b - c - trials * d) + correction + z * score_error(d)
    return [brentq(over, -1 + 1e-9, estimate, xtol=1e-13), brentq(under, estimate, 1 - 1e-9, xtol=1e-13)]


calls = []
right = lambda scores, cut: (scores >= cut).astype(int) == labels
now, then = right(candidate, thresholds["candidate"]), right(baseline, thresholds["baseline"])
for metric, own in [("sensitivity", labels == 1), ("specificity", labels == 0), ("accuracy", labels >= 0)]:
    b, c, trials = int((now & ~then & own).sum()), int((then & ~now & own).sum()), int(own.sum())
    both, neither = int((now & then & own).sum()), int((~now & ~then & own).sum())
    p = float(mcnemar([[both, b], [c, neither]], exact=True).pvalue)
    assert abs(p - stats.binomtest(b, b + c).pvalue) < 1e-12
    calls.append({"metric": metric, "difference": (b - c) / trials, "p": p, "interval": tango(b, c, trials, 0.25)})

with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
    np.savetxt(file, np.c_[labels, candidate, baseline], delimiter=",", header="y,a,b", comments="", fmt="%.17g")
    file.flush()
    code = f"""suppressMessages(library(pROC)); d <- read.csv('{file.name}')
    a <- roc(d$y, d$a, direction='<', quiet=TRUE); b <- roc(d$y, d$b, direction='<', quiet=TRUE)
    t <- roc.test(a, b, method='delong', paired=TRUE)
    cat(sprintf('%.17g', c(auc(a) - auc(b), t$p.value, t$conf.int[1], t$conf.int[2])))"""
    difference, p, lower, upper = map(float, subprocess.check_output(["Rscript", "-e", code]).split())
auroc = {"difference": difference, "p": p, "interval": [lower, upper]}

metrics = {
    "aupr": lambda y, s, cut: average_precision_score(y, s),
    "brier": lambda y, s, cut: brier_score_loss(y, s),
    "f1": lambda y, s, cut: f1_score(y, s >= cut),
    "balancedAccuracy": lambda y, s, cut: balanced_accuracy_score(y, s >= cut),
}
iterations = 4000
replicates = {metric: np.empty(iterations) for metric in metrics}
groups = [np.flatnonzero(labels == 1), np.flatnonzero(labels == 0)]
for i in range(iterations):
    drawn = np.concatenate([random.choice(group, len(group)) for group in groups])
    for metric, of in metrics.items():
        y = labels[drawn]
        replicates[metric][i] = of(y, candidate[drawn], thresholds["candidate"]) - of(y, baseline[drawn], thresholds["baseline"])
resampled = []
for metric, of in metrics.items():
    values = replicates[metric]
    resampled.append(
        {
            "metric": metric,
            "difference": of(labels, candidate, thresholds["candidate"]) - of(labels, baseline, thresholds["baseline"]),
            "standardError": float(values.std(ddof=1)),
            "interval": np.quantile(values, [0.025, 0.975]).tolist(),
        }
    )

print(
    json.dumps(
        {
            "labels": labels.tolist(),
            "baseline": baseline.tolist(),
            "candidate": candidate.tolist(),
            "thresholds": thresholds,
            "auroc": auroc,
            "calls": calls,
            "iterations": iterations,
            "resampled": resampled,
        }
    )
)
