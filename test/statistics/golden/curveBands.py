"""Adds the bands of precision at fixed recalls to curveBands.json, by NumPy's own resamples.

Run after curveBands.R: python3 curveBands.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.metrics import precision_recall_curve

path = Path(__file__).with_name("curveBands.json")
sets = json.loads(path.read_text())
recalls = np.arange(1, 21) / 20
random = np.random.default_rng(3)
for one in sets:
    scores, labels = np.array(one["scores"]), np.array(one["labels"])
    positives, negatives = np.flatnonzero(labels == 1), np.flatnonzero(labels == 0)
    replicates = []
    for _ in range(10000):
        drawn = np.concatenate([random.choice(positives, positives.size), random.choice(negatives, negatives.size)])
        precision, recall, _thresholds = precision_recall_curve(labels[drawn], scores[drawn])
        # By rising threshold: the last point that still attains the recall is at the highest threshold.
        replicates.append([precision[np.flatnonzero(recall >= r - 1e-12)[-1]] for r in recalls])
    outer, inner = one["tails"]
    q = lambda p: np.quantile(replicates, p, axis=0).tolist()
    one["precision"] = {
        "recall": recalls.tolist(),
        "lower": {"least": q(outer), "most": q(inner)},
        "upper": {"least": q(1 - inner), "most": q(1 - outer)},
    }
path.write_text(json.dumps(sets, indent=1) + "\n")
