"""Writes a small two-view cohort with repeated patients and scikit-learn's figures for its strata.

    /usr/bin/python3 test/analysis/golden/makeStrata.py
"""
import json
import os

import numpy as np
from sklearn import metrics as m

rng = np.random.default_rng(20211103)
rows = []
for i in range(240):
    hard = i >= 160
    label = int(rng.random() < (0.6 if not hard else 0.25))
    strength = 0.2 if hard else 1.3
    views = {}
    for view in ("LAT", "PA"):
        if view == "LAT" and rng.random() < 0.1:
            views[view] = None
            continue
        views[view] = round(float(1 / (1 + np.exp(-(strength * (label - 0.5) * 2 + rng.normal())))), 3)
    patient = i if rng.random() < 0.8 or i in (0, 160) else i - 1
    rows.append({"id": f"c{i:03d}", "patient": f"p{patient:03d}", "label": label, "hard": hard, "views": views})


def figures(y, p, threshold):
    called = p >= threshold
    tn, fp, fn, tp = (int(v) for v in m.confusion_matrix(y, called, labels=[0, 1]).ravel())
    return {
        "confusion": {"tp": tp, "fp": fp, "fn": fn, "tn": tn},
        "auroc": m.roc_auc_score(y, p),
        "aupr": m.average_precision_score(y, p),
        "sensitivity": m.recall_score(y, called),
        "specificity": m.recall_score(y, called, pos_label=0),
        "precision": m.precision_score(y, called),
        "npv": m.precision_score(y, called, pos_label=0),
        "f1": m.f1_score(y, called),
        "balancedAccuracy": m.balanced_accuracy_score(y, called),
        "accuracy": m.accuracy_score(y, called),
        "mcc": m.matthews_corrcoef(y, called),
        "brier": m.brier_score_loss(y, p),
    }


def mean_of(row):
    present = [v for v in row["views"].values() if v is not None]
    return sum(present) / len(present)


expected = {}
for name, inside in (("easy", lambda r: not r["hard"]), ("hard", lambda r: r["hard"]), ("merged", lambda r: True)):
    chosen = [r for r in rows if inside(r)]
    y = np.array([r["label"] for r in chosen])
    expected[name] = {"case": figures(y, np.array([mean_of(r) for r in chosen]), 0.5)}
    for view, threshold in (("PA", 0.41), ("LAT", 0.58)):
        seen = [r for r in chosen if r["views"][view] is not None]
        expected[name][view] = figures(
            np.array([r["label"] for r in seen]), np.array([r["views"][view] for r in seen]), threshold
        )

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "strata.json"), "w") as f:
    json.dump({"rows": rows, "thresholds": {"PA": 0.41, "LAT": 0.58, "case": 0.5}, "expected": expected}, f)
    f.write("\n")
