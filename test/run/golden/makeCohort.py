"""Writes cohort.json: who is in each stratum by pandas and numpy, and the two extreme analyses of missing results
by statsmodels.

python3 makeCohort.py
"""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(14)
n = 140
cases = pd.DataFrame(
    {
        "label": rng.integers(0, 2, n),
        "hard": rng.integers(0, 2, n),
        "probability": rng.uniform(0, 1, n).round(3),
        "age": np.where(rng.uniform(size=n) < 0.1, np.nan, rng.gamma(6, 9, n).round(1)),
        "sex": rng.choice(["F", "M", ""], n, p=[0.5, 0.4, 0.1]),
        "missing": rng.uniform(size=n) < 0.08,
    }
)
cases["patient"] = [f"p{i // 2 if i < 60 else i}" for i in range(n)]
threshold = 0.4
scored = cases[~cases.missing]
parts = lambda of: {"easy": of[of.hard == 0], "hard": of[of.hard == 1], "merged": of}


def extreme(part: pd.DataFrame, label: int, right: bool) -> dict:
    own = part[part.label == label]
    called = own.probability >= threshold
    good = np.where(own.missing, right, called == (label == 1)).sum()
    lower, upper = proportion_confint(good, len(own), method="beta")
    return {"value": good / len(own), "lower": lower, "upper": upper}


edges = np.arange(0, 200, 10)
used = scored.age.dropna()
edges = edges[(edges > used.min() - 10) & (edges <= used.max() + 10)]
out = {
    "threshold": threshold,
    "cases": [
        {**row, "age": None if np.isnan(row["age"]) else row["age"], "sex": row["sex"] or None}
        for row in cases.to_dict("records")
    ],
    "edges": edges.tolist(),
    "strata": [
        {
            "stratum": name,
            "cases": len(part),
            "patients": part.patient.nunique(),
            "age": [int(part.age.count())] + np.quantile(part.age.dropna(), [0, 0.25, 0.5, 0.75, 1]).tolist(),
            "counts": np.histogram(part.age.dropna(), edges)[0].tolist(),
            "sex": part.sex[part.sex != ""].value_counts().to_dict(),
        }
        for name, part in parts(scored).items()
    ],
    "missing": [
        {
            "stratum": name,
            "positives": int(((part.label == 1) & part.missing).sum()),
            "negatives": int(((part.label == 0) & part.missing).sum()),
            **{
                kind: {"sensitivity": extreme(part, 1, right), "specificity": extreme(part, 0, right)}
                for kind, right in (("allWrong", False), ("allRight", True))
            },
        }
        for name, part in parts(cases).items()
    ],
}
Path(__file__).with_name("cohort.json").write_text(json.dumps(out) + "\n")
print(out["edges"], [(m["stratum"], m["positives"], m["negatives"]) for m in out["missing"]])
