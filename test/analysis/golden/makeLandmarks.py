"""Writes predicted and true landmarks, and their distances and recall by NumPy and SciPy.

    /usr/bin/python3 test/analysis/golden/makeLandmarks.py
"""
import json
import os

import numpy as np
from scipy import stats

rng = np.random.default_rng(7)
WIDTH, HEIGHT, ROW, COLUMN = 300, 400, 0.3, 0.25
DISTANCES = [1, 1.5, 2, 3, 4, 5]

cases = []
for c in range(30):
    images = []
    for view in ["LAT", "PA"]:
        true = rng.uniform([60, 80], [240, 320], (3, 2)).round(1)
        spread = 1.2 if view == "PA" else 2.0
        shared = rng.normal(0, spread * 0.7, 2)
        off = (shared + rng.normal(0, spread, (3, 2))) / [COLUMN, ROW]
        predicted = (true + 0.5 + off) / [WIDTH, HEIGHT]  # the truth counts from pixel centres
        blank = [bool(v) for v in rng.random(3) < 0.1]
        images.append(
            {
                "view": view,
                "true": [None if b else t for b, t in zip(blank, true.tolist())],
                "predicted": predicted.tolist(),
            }
        )
    cases.append({"patient": c // 2 if c < 12 else c, "hard": c % 3 == 0, "images": images})
# An image without any true point.
cases[4]["images"][0]["true"] = [None] * 3


def effective(hits, clusters, level=0.95):
    """Korn and Graubard's effective size of a clustered proportion."""
    n, groups = len(hits), sorted(set(clusters))
    k, p = len(groups), np.mean(hits)
    if p in (0, 1):
        return k
    residuals = [sum(h - p for h, g in zip(hits, clusters) if g == group) for group in groups]
    variance = k / (k - 1) * np.sum(np.square(residuals)) / n**2
    size = p * (1 - p) / variance
    return min(n, size * (stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, k - 1)) ** 2)


def summary(selected, view):
    rows = []
    for c in selected:
        for image in cases[c]["images"]:
            if image["view"] != view:
                continue
            for p, (t, q) in enumerate(zip(image["true"], image["predicted"])):
                if t is not None:
                    dx, dy = (np.array(q) * [WIDTH, HEIGHT] - 0.5 - t) * [COLUMN, ROW]
                    rows.append((p, float(np.sqrt(dx * dx + dy * dy)), cases[c]["patient"]))
    d = np.array([r[1] for r in rows])
    recall = []
    for within in DISTANCES:
        hits = (d <= within).astype(int)
        n = effective(hits.tolist(), [r[2] for r in rows])
        x = hits.mean() * n
        lower = stats.beta.ppf(0.025, x, n - x + 1) if x > 0 else 0
        upper = stats.beta.ppf(0.975, x + 1, n - x) if x < n else 1
        recall.append({"within": within, "value": float(hits.mean()), "lower": float(lower), "upper": float(upper)})
    return {
        "points": len(rows),
        "images": sum(1 for c in selected for i in cases[c]["images"] if i["view"] == view and any(t for t in i["true"])),
        "error": {
            "mean": float(d.mean()),
            "median": float(np.median(d)),
            "percentile95": float(np.percentile(d, 95)),
            "maximum": float(d.max()),
        },
        "byPoint": [
            {
                "points": sum(r[0] == p for r in rows),
                "mean": float(np.mean([r[1] for r in rows if r[0] == p])),
                "median": float(np.median([r[1] for r in rows if r[0] == p])),
            }
            for p in range(3)
        ],
        "recall": recall,
    }


sets = {"easy": [c for c in range(30) if c % 3], "hard": list(range(0, 30, 3)), "merged": list(range(30))}
results = [{"stratum": name, "view": view, **summary(own, view)} for name, own in sets.items() for view in ["LAT", "PA"]]
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "landmarks.json"), "w") as f:
    json.dump({"width": WIDTH, "height": HEIGHT, "spacing": {"row": ROW, "column": COLUMN}, "cases": cases, "results": results}, f)
    f.write("\n")
