"""What a corruption takes from two models, by scikit-learn and numpy: drops, their difference, and its bootstrap.

Run: python3 corrupted.py > corrupted.json
Patients with two cases each, some with a fracture in one wrist only; numpy draws whole patients within the groups
of those with fractures only, without, and with both; all four sets of scores meet the same resamples.
"""

import json

import numpy as np
from sklearn.metrics import average_precision_score, recall_score, roc_auc_score

random = np.random.default_rng(97)
patients = 70
both = np.array([[1, 1]] * 24 + [[0, 0]] * 36 + [[1, 0]] * 10)
labels = both.ravel()
clusters = np.repeat(np.arange(patients), 2)
n = len(labels)
common = np.repeat(random.normal(size=patients), 2)
own = random.normal(size=n)


def scores(gap, noise):
    return np.round(1 / (1 + np.exp(-(gap * (labels - 0.5) + 0.6 * common + 0.6 * own + noise * random.normal(size=n)))), 3)


clean = {"baseline": scores(3.0, 0.3), "candidate": scores(3.1, 0.4)}
corrupted = {"baseline": scores(2.4, 0.6), "candidate": scores(1.8, 0.8)}
thresholds = {"baseline": 0.5, "candidate": 0.45}

metrics = {
    "auroc": lambda y, s, cut: roc_auc_score(y, s),
    "aupr": lambda y, s, cut: average_precision_score(y, s),
    "sensitivity": lambda y, s, cut: recall_score(y, s >= cut),
    "specificity": lambda y, s, cut: recall_score(1 - y, s < cut),
}


def figures(of, drawn):
    y = labels[drawn]
    value = {side: of(y, corrupted[side][drawn], thresholds[side]) for side in thresholds}
    drop = {side: of(y, clean[side][drawn], thresholds[side]) - value[side] for side in thresholds}
    return value, drop


groups = [np.arange(24), np.arange(24, 60), np.arange(60, 70)]
iterations = 4000
found = {metric: {"values": np.empty(iterations), "drops": np.empty(iterations)} for metric in metrics}
for i in range(iterations):
    whole = np.concatenate([random.choice(group, len(group)) for group in groups])
    drawn = (2 * whole[:, None] + [0, 1]).ravel()
    for metric, of in metrics.items():
        value, drop = figures(of, drawn)
        found[metric]["values"][i] = value["candidate"] - value["baseline"]
        found[metric]["drops"][i] = drop["candidate"] - drop["baseline"]


def summary(replicates):
    return {"standardError": float(replicates.std(ddof=1)), "interval": np.quantile(replicates, [0.025, 0.975]).tolist()}


results = []
for metric, of in metrics.items():
    value, drop = figures(of, np.arange(n))
    results.append({"metric": metric, "value": value, "drop": drop, **{k: summary(v) for k, v in found[metric].items()}})

print(
    json.dumps(
        {
            "labels": labels.tolist(),
            "clusters": clusters.tolist(),
            "clean": {side: s.tolist() for side, s in clean.items()},
            "corrupted": {side: s.tolist() for side, s in corrupted.items()},
            "thresholds": thresholds,
            "iterations": iterations,
            "results": results,
        }
    )
)
