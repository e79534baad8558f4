"""Metrics at another prevalence by scikit-learn, sample sizes by statsmodels and NumPy.

    /usr/bin/python3 test/statistics/golden/stratification.py
"""
import json
import os

import numpy as np
from scipy import special, stats
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20240611)


def sets():
    for positives, negatives, digits in [(20, 85, 3), (129, 78, 3), (30, 40, 1), (1, 5, 2), (6, 1, 2)]:
        labels = np.r_[np.ones(positives, int), np.zeros(negatives, int)]
        scores = 1 / (1 + np.exp(-(rng.normal(0, 1, labels.size) + 1.5 * labels - 0.7)))
        order = rng.permutation(labels.size)
        yield labels[order], scores[order].round(digits)


weighted = []
for labels, scores in sets():
    for prevalence in [0.02, 0.19, 0.6232, 0.95]:
        w = np.where(labels == 1, prevalence / labels.sum(), (1 - prevalence) / (1 - labels).sum())
        called = (scores >= 0.5).astype(int)
        weighted.append(
            {
                "labels": labels.tolist(),
                "scores": scores.tolist(),
                "prevalence": prevalence,
                "aupr": metrics.average_precision_score(labels, scores, sample_weight=w),
                "precision": metrics.precision_score(labels, called, sample_weight=w)
                if called.any()
                else None,
                "npv": metrics.precision_score(1 - labels, 1 - called, sample_weight=w)
                if not called.all()
                else None,
                "f1": metrics.f1_score(labels, called, sample_weight=w),
                "accuracy": metrics.accuracy_score(labels, called, sample_weight=w),
            }
        )


def proportion_n(p, half, level):
    n = 1
    while True:
        low, high = proportion_confint(p * n, n, alpha=1 - level, method="beta")
        if (high - low) / 2 <= half:
            return n
        n += 1


def hanley(a, m, n):
    q1, q2 = a / (2 - a), 2 * a**2 / (1 + a)
    return (a * (1 - a) + (m - 1) * (q1 - a**2) + (n - 1) * (q2 - a**2)) / (m * n)


def auroc_n(a, ratio, half, level):
    def half_width(m):
        n = np.ceil(m * ratio)
        if a in (0, 1):  # Clopper-Pearson of as many disjoint pairs as the smaller class has, all ranked alike
            k = min(m, n)
            low, high = proportion_confint(k, k, alpha=1 - level, method="beta")
            return (high - low) / 2
        delta = stats.norm.ppf((1 + level) / 2) * np.sqrt(hanley(a, m, n)) / (a * (1 - a))
        low, high = special.expit(special.logit(a) + np.array([-delta, delta]))
        return (high - low) / 2

    m = 1
    while half_width(m) > half:
        m += 1
    return [m, int(np.ceil(m * ratio))]


proportions = [
    {"proportion": p, "halfWidth": h, "level": level, "n": proportion_n(p, h, level)}
    for p in [0, 0.05, 0.5, 0.6, 0.85, 0.95, 1]
    for h in [0.05, 0.1]
    for level in [0.9, 0.95]
]
aurocs = [
    {"auroc": a, "ratio": r, "halfWidth": h, "level": 0.95, "n": auroc_n(a, r, h, 0.95)}
    for a in [0.55, 0.7, 0.84, 0.97, 0.998, 1, 0]
    for r in [0.25, 1, 4.25]
    for h in [0.05, 0.1]
]

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stratification.json")
with open(path, "w") as file:
    json.dump({"weighted": weighted, "proportions": proportions, "aurocs": aurocs}, file, separators=(",", ":"))
    file.write("\n")
