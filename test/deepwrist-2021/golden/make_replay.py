"""What the study's matrices give, by scikit-learn and SciPy: writes replay.json beside this file.

A stratified bootstrap of a confusion matrix draws tp from Binomial(positives, tp/positives) and tn from
Binomial(negatives, tn/negatives), independently. So the distribution of every figure over resamples is
known without drawing any: `bounds` holds its quantiles as far as SPREAD standard errors of a quantile of
RESAMPLES resamples below and above the 2.5 % and 97.5 % points.
"""
import json
from pathlib import Path

import numpy as np
from scipy.stats import binom
from sklearn.metrics import (balanced_accuracy_score, cohen_kappa_score, f1_score, precision_score,
                             recall_score)

RESAMPLES, SPREAD = 50_000, 4.5
HERE = Path(__file__).parent
study = json.loads((HERE / "../../../benchmark/deepwrist-2021/tables.json").read_text())


def cases(c):
    truth = [1] * (c["tp"] + c["fn"]) + [0] * (c["fp"] + c["tn"])
    call = [1] * c["tp"] + [0] * c["fn"] + [1] * c["fp"] + [0] * c["tn"]
    return truth, call


def estimates(c):
    truth, call = cases(c)
    return {
        "sensitivity": recall_score(truth, call),
        "specificity": recall_score(truth, call, pos_label=0),
        "precision": precision_score(truth, call),
        "f1": f1_score(truth, call),
        "balancedAccuracy": balanced_accuracy_score(truth, call),
    }


def bounds(c):
    positives, negatives = c["tp"] + c["fn"], c["fp"] + c["tn"]
    tp, tn = np.meshgrid(np.arange(positives + 1), np.arange(negatives + 1), indexing="ij")
    chance = np.outer(binom.pmf(np.arange(positives + 1), positives, c["tp"] / positives),
                      binom.pmf(np.arange(negatives + 1), negatives, c["tn"] / negatives))
    fp, fn = negatives - tn, positives - tp
    with np.errstate(invalid="ignore"):
        values = {
            "sensitivity": tp / positives, "specificity": tn / negatives, "precision": tp / (tp + fp),
            "f1": 2 * tp / (2 * tp + fp + fn), "balancedAccuracy": (tp / positives + tn / negatives) / 2,
        }
    found = {}
    for name, value in values.items():
        known = np.isfinite(value)
        order = np.argsort(value[known], kind="stable")
        sorted_values, share = value[known][order], np.cumsum(chance[known][order])
        share /= share[-1]
        error = SPREAD * np.sqrt(0.025 * 0.975 / RESAMPLES)
        at = lambda p: float(sorted_values[min(np.searchsorted(share, p), len(share) - 1)])
        found[name] = {"lower": [at(0.025 - error), at(0.025 + error)],
                       "upper": [at(0.975 - error), at(0.975 + error)]}
    return found


raters = []
for stratum in study["strata"]:
    for rater in stratum["readers"] + stratum["model"]:
        truth, call = cases(rater["confusion"])
        raters.append({
            "stratum": stratum["name"], "rater": rater["name"], "estimates": estimates(rater["confusion"]),
            "bounds": bounds(rater["confusion"]),
            "kappa": cohen_kappa_score(truth, call, weights="quadratic"),
        })


def every_kappa(a, b):
    """All kappas of two readers with these matrices against the truth, by how many calls coincide."""
    found = []
    for both_positives in range(max(0, a["tp"] + b["tp"] - a["tp"] - a["fn"]), min(a["tp"], b["tp"]) + 1):
        for both_negatives in range(max(0, a["fp"] + b["fp"] - a["fp"] - a["tn"]), min(a["fp"], b["fp"]) + 1):
            both = both_positives + both_negatives
            only_a, only_b = a["tp"] + a["fp"] - both, b["tp"] + b["fp"] - both
            neither = sum(a.values()) - both - only_a - only_b
            found.append(cohen_kappa_score([1] * (both + only_a) + [0] * (only_b + neither),
                                           [1] * both + [0] * only_a + [1] * only_b + [0] * neither))
    return [min(found), max(found)]


readers = {reader["name"]: reader["confusion"] for reader in study["strata"][0]["readers"]}
between = every_kappa(readers["Primary care physician 1"], readers["Primary care physician 2"])
(HERE / "replay.json").write_text(json.dumps({"raters": raters, "kappaBetween": between}, indent=1) + "\n")
