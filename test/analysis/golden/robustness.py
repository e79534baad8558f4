"""Made-up cases under two made-up corruptions, and what scikit-learn and NumPy find of them.

python3 robustness.py > robustness.json
"""

import json
import sys

import numpy as np
from scipy.stats import rankdata
from sklearn.metrics import average_precision_score, recall_score, roc_auc_score

rng = np.random.default_rng(20260712)
n = 160
threshold = 0.5
labels = (rng.random(n) < 0.45).astype(int)
patients = np.sort(rng.integers(0, 110, n))
signal = 1.6 * (labels - 0.5) + rng.normal(0, 1, n)


def scored(strength, shift):
    members = []
    for _ in range(3):
        logit = (1 - strength) * signal + shift + rng.normal(0, 0.3 + strength, n)
        members.append(np.round(1 / (1 + np.exp(-1.5 * logit)), 6))
    return members


severities = [1, 3, 5]
clean = scored(0.0, 0.0)
corruptions = {
    "noise": [scored(s, 0.0) for s in (0.1, 0.4, 0.8)],
    "exposure": [scored(0.1, s) for s in (-0.4, -0.8, -1.5)],
}


def probability(members):
    return (members[0] + members[1] + members[2]) / 3


def measures(p, y=labels):
    called = (p >= threshold).astype(int)
    return {
        "auroc": roc_auc_score(y, p),
        "aupr": average_precision_score(y, p),
        "sensitivity": recall_score(y, called),
        "specificity": recall_score(1 - y, 1 - called),
    }


def resamples(count):
    """Patients drawn whole, within those all negative, all positive and mixed."""
    groups = {}
    for patient in np.unique(patients):
        held = tuple(sorted(set(labels[patients == patient])))
        groups.setdefault(held, []).append(np.flatnonzero(patients == patient))
    for _ in range(count):
        yield np.concatenate(
            [own[i] for own in groups.values() for i in rng.integers(0, len(own), len(own))]
        )


base = probability(clean)
before = measures(base)
variance = lambda members: np.var(np.array(members), axis=0)
expected = {}
for name, levels in corruptions.items():
    probabilities = [probability(members) for members in levels]
    after = [measures(p) for p in probabilities]
    curve = {m: [before[m], *(one[m] for one in after)] for m in before}
    x = np.array([0, *severities])
    expected[name] = {
        "metrics": after,
        "drops": [{m: before[m] - one[m] for m in before} for one in after],
        "area": {m: float(np.trapz(values, x) / 5) for m, values in curve.items()},
        "monotone": {m: bool(np.all(np.diff(values) <= 0)) for m, values in curve.items()},
        "flips": [
            {
                "toPositive": int(np.sum((base < threshold) & (p >= threshold))),
                "toNegative": int(np.sum((base >= threshold) & (p < threshold))),
            }
            for p in probabilities
        ],
        "uncertainty": [
            roc_auc_score(np.repeat([0, 1], n), np.concatenate([variance(clean), variance(members)]))
            for members in levels
        ],
    }

# Paired intervals of the drop and of the area under noise, by many resamples.
noise = [probability(members) for members in corruptions["noise"]]



def auroc(y, p):
    ranks = rankdata(p)
    positives = y.sum()
    return (ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(y) - positives))


drops, areas = [], []
for drawn in resamples(20000):
    y = labels[drawn]
    values = [auroc(y, p[drawn]) for p in (base, *noise)]
    drops.append(values[0] - values[2])
    areas.append(np.trapz(values, [0, 1, 3, 5]) / 5)
interval = lambda values: [float(q) for q in np.quantile(values, [0.025, 0.975])]

json.dump(
    {
        "labels": labels.tolist(),
        "patients": patients.tolist(),
        "threshold": threshold,
        "severities": severities,
        "clean": [m.tolist() for m in clean],
        "corruptions": {k: [[m.tolist() for m in one] for one in v] for k, v in corruptions.items()},
        "before": before,
        "expected": expected,
        "intervals": {"dropAt3": interval(drops), "area": interval(areas)},
    },
    sys.stdout,
)
