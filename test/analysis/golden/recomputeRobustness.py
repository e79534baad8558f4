"""Recomputes what a run's results.json says of robustness from its cases.csv and corrupted-cases.csv.

python3 recomputeRobustness.py OUT [RESAMPLES]

Prints the largest difference of each kind of figure, and ends with 1 where one is more than rounding, or an
interval's end differs by more than the Monte-Carlo error of both bootstraps.
"""

import json
import sys

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.metrics import average_precision_score, recall_score, roc_auc_score

out, resamples = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
results = json.load(open(f"{out}/results.json"))["results"]
told = results["robustness"]
cases = pd.read_csv(f"{out}/cases.csv").set_index("case")
rows = pd.read_csv(f"{out}/corrupted-cases.csv").set_index(["corruption", "severity", "case"])
unit = results["protocol"]["bootstrap"]["unit"]
iterations = results["protocol"]["bootstrap"]["iterations"]
names = ["auroc", "aupr", "sensitivity", "specificity"]
worst = {}


def differ(kind, ours, theirs, allowed=1e-12):
    """Notes how far the file's figure is from ours, in units of what is allowed."""
    far = (0 if ours is None and theirs is None else
           np.inf if ours is None or theirs is None else abs(ours - theirs) / allowed)
    worst[kind] = max(worst.get(kind, (0, 0)), (far, worst.get(kind, (0, 0))[1]))
    worst[kind] = (worst[kind][0], worst[kind][1] + 1)


def measures(y, p, threshold):
    called = (p >= threshold).astype(int)
    both = 0 < y.sum() < len(y)
    return {
        "auroc": roc_auc_score(y, p) if both else None,
        "aupr": average_precision_score(y, p) if both else None,
        "sensitivity": recall_score(y, called) if y.any() else None,
        "specificity": recall_score(1 - y, 1 - called) if not y.all() else None,
    }


def auroc(y, p):
    positives = int(y.sum())
    ranks = rankdata(p)[y == 1].sum()
    return (ranks - positives * (positives + 1) / 2) / (positives * (len(y) - positives))


def draws(y, patients, rng):
    """Patients drawn whole, within those all negative, all positive and mixed."""
    groups = {}
    for _, held in pd.Series(np.arange(len(y))).groupby(patients):
        held = held.to_numpy()
        groups.setdefault(tuple(sorted(set(y[held]))), []).append(held)
    for _ in range(resamples):
        yield np.concatenate([own[i] for own in groups.values() for i in rng.integers(0, len(own), len(own))])


def quantile_error(values, q):
    """Monte-Carlo standard error of a quantile, from the order statistics around it."""
    n = len(values)
    half = np.sqrt(q * (1 - q) / n)
    return (np.quantile(values, min(1, q + half)) - np.quantile(values, max(0, q - half))) / 2


for stratum in told["strata"]:
    own = cases if stratum["stratum"] == "merged" else cases[cases[stratum["stratum"]] == 1]
    y, base = own["label"].to_numpy(), own["probability"].to_numpy()
    patients = own["patient"].to_numpy() if unit == "patient" else np.arange(len(y))
    threshold = stratum["threshold"]
    before = measures(y, base, threshold)
    for name in names:
        differ("uncorrupted", before[name], stratum["clean"][name]["value"])
    reached, mean_drops = {}, []
    for of in stratum["corruptions"]:
        after, xs, probabilities = [], [], []
        for level in of["levels"]:
            p = rows.loc[(of["corruption"], level["severity"])].loc[own.index, "probability"].to_numpy()
            found = measures(y, p, threshold)
            for name in names:
                differ("figure", found[name], level["metrics"][name]["value"])
                drop = None if found[name] is None else before[name] - found[name]
                differ("drop", drop, level["drops"][name]["value"])
            up = int(((base < threshold) & (p >= threshold)).sum())
            down = int(((base >= threshold) & (p < threshold)).sum())
            differ("flips", up, level["flips"]["toPositive"])
            differ("flips", down, level["flips"]["toNegative"])
            differ("flip rate", (up + down) / len(y), level["flips"]["rate"]["value"])
            after.append(found)
            xs.append(level["severity"])
            probabilities.append(p)
        if not xs:
            continue
        for name in names:
            values = [before[name], *(one[name] for one in after)]
            if None in values:
                continue
            differ("area", np.trapz(values, [0, *xs]) / xs[-1], of["area"][name]["value"])
            differ("monotone", float(all(b <= a for a, b in zip(values, values[1:]))), float(of["monotone"][name]))
        if before["auroc"] is None:
            continue
        reached[of["corruption"]] = (
            np.mean([1 - one["auroc"] for one in after]),
            np.mean([1 - (one["sensitivity"] + one["specificity"]) / 2 for one in after]),
        )
        drops = [before["auroc"] - one["auroc"] for one in after]
        mean_drops.append((np.mean(drops), of["corruption"]))
        # Paired intervals of the drops and of the area, from draws of our own.
        rng = np.random.default_rng(1)
        drawn = [[auroc(y[i], p[i]) for p in (base, *probabilities)] for i in draws(y, patients, rng)]
        drawn = np.array(drawn)
        columns = [(of["levels"][k]["drops"]["auroc"], drawn[:, 0] - drawn[:, k + 1]) for k in range(len(xs))]
        columns.append((of["area"]["auroc"], np.trapz(drawn, [0, *xs], axis=1) / xs[-1]))
        for theirs, values in columns:
            if theirs["ci"] is None:
                continue
            for q, end in ((0.025, "lower"), (0.975, "upper")):
                error = quantile_error(values, q) * np.sqrt(1 + resamples / iterations)
                differ("interval, in Monte-Carlo errors", np.quantile(values, q), theirs["ci"][end], max(error, 1e-4))
    if mean_drops:
        largest = max(drop for drop, _ in mean_drops)
        differ("worst", largest, stratum["worst"]["meanDrop"])
        named = next(drop for drop, name in mean_drops if name == stratum["worst"]["corruption"])
        differ("worst", largest, named)
        for which, errors in enumerate(stratum["errors"]):
            own_mean = np.mean([one[which] for one in reached.values()])
            differ("mean corruption error", own_mean, errors["absolute"]["value"])

# Relative to the shipped baseline, where the run is compared with it.
if "baseline" in told:
    shipped = {one["stratum"]: one for one in json.load(open(told["baseline"]["source"]))["strata"]}
    for stratum in told["strata"]:
        if stratum["stratum"] not in shipped:
            continue
        theirs = shipped[stratum["stratum"]]
        for errors in stratum["errors"]:
            measure = errors["measure"]
            value = lambda m: m["auroc"]["value"] if measure == "auroc" else (
                m["sensitivity"]["value"] + m["specificity"]["value"]) / 2
            clean, clean_base = 1 - value(stratum["clean"]), 1 - theirs["clean"][measure]
            ratios, increases = [], []
            for of in stratum["corruptions"]:
                if not of["levels"]:
                    continue
                mine = np.mean([1 - value(level["metrics"]) for level in of["levels"]])
                base = np.mean([1 - theirs["corruptions"][of["corruption"]][str(level["severity"])][measure]
                                for level in of["levels"]])
                if abs(base) >= 0.005:
                    ratios.append(mine / base)
                if abs(base - clean_base) >= 0.005:
                    increases.append((mine - clean) / (base - clean_base))
            for kind, found in (("relative", ratios), ("relativeIncrease", increases)):
                differ(kind, np.mean(found) if found else None, errors[kind]["value"])
                differ(kind, len(found), errors[kind]["corruptions"])

bad = False
for kind, (far, count) in worst.items():
    # Of some hundred ends, the largest is seldom beyond four standard errors.
    limit = 4.5 if kind.startswith("interval") else 1
    bad |= not far <= limit
    print(f"{kind}: {count} compared, largest difference {far if limit > 1 else far * 1e-12:.3g}")
sys.exit(1 if bad else 0)
