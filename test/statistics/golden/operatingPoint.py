"""Operating points by brute force over scikit-learn's metrics, temperatures by SciPy.

Run: python3 operatingPoint.py > operatingPoint.json
"""

import json

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import expit, logit
from sklearn.metrics import f1_score, log_loss, recall_score, roc_auc_score

random = np.random.default_rng(5)


def operating(scores, labels):
    candidates = np.unique(scores)
    sensitivity = [recall_score(labels, scores >= t) for t in candidates]
    specificity = [recall_score(1 - labels, scores < t) for t in candidates]
    f1 = np.array([f1_score(labels, scores >= t) for t in candidates])
    youden = np.add(sensitivity, specificity) - 1
    lowest = lambda values: float(candidates[np.flatnonzero(values >= values.max() - 1e-12)[0]])
    return {
        "f1": {"threshold": lowest(f1), "value": float(f1.max())},
        "youden": {"threshold": lowest(youden), "value": float(youden.max())},
        "sensitivity": [
            {"target": x, "threshold": float(max(t for t, s in zip(candidates, sensitivity) if s >= x))}
            for x in (0.5, 0.8, 0.9, 0.95, 1.0)
        ],
    }


def temperature(p, y):
    z = logit(p)
    loss = lambda log_t: log_loss(y, expit(z / np.exp(log_t)))
    rough = minimize_scalar(loss, bounds=(-4, 4), method="bounded", options={"xatol": 1e-10}).x
    slope = lambda log_t: float(((expit(z / np.exp(log_t)) - y) * z).sum())
    exact = float(np.exp(brentq(slope, rough - 0.01, rough + 0.01, xtol=1e-15, rtol=1e-15)))
    assert abs(exact - np.exp(rough)) < 1e-5
    after = expit(z / exact)
    assert roc_auc_score(y, after) == roc_auc_score(y, p)
    return {
        "temperature": exact,
        "before": log_loss(y, p),
        "after": log_loss(y, after),
        "first": after[:5].tolist(),
    }


sets = []
for n, spread, digits in [(300, 3.0, 12), (300, 0.6, 12), (60, 1.5, 1), (24, 2.0, 2), (1000, 6.0, 3)]:
    y = (random.uniform(size=n) < 0.4).astype(int)
    p = expit(spread * (0.8 * (2 * y - 1) + random.normal(size=n)))
    p = np.clip(np.round(p, digits), 10.0**-digits, 1 - 10.0**-digits)
    sets.append({"scores": p.tolist(), "labels": y.tolist(), **operating(p, y), **temperature(p, y)})
print(json.dumps(sets))
