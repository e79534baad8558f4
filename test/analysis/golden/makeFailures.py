"""Writes failures.json: wrong calls by stratum, counted and ranked with pandas and numpy.

python3 makeFailures.py
"""
import json
from pathlib import Path

import numpy as np
import pandas as pd

rng = np.random.default_rng(6)
n = 160
label = rng.integers(0, 2, n)
cases = pd.DataFrame(
    {
        "name": [f"k{i:03d}" for i in rng.permutation(n)],
        "label": label,
        "hard": rng.integers(0, 2, n),
        # Two digits, so that there are ties, and some lie on the threshold.
        "probability": np.round(np.clip(0.5 + 0.18 * (label - 0.5) + 0.25 * rng.standard_normal(n), 0, 1), 2),
    }
)
threshold = 0.35
cases["called"] = (cases.probability >= threshold).astype(int)
cases["margin"] = (cases.probability - threshold).abs()


def listed(part: pd.DataFrame, label: int) -> dict:
    own = part[part.label == label]
    wrong = own[own.called != label].sort_values(["margin", "name"], ascending=[False, True])
    return {"count": len(wrong), "of": len(own), "cases": wrong.name.head(20).tolist()}


sets = {"easy": cases[cases.hard == 0], "hard": cases[cases.hard == 1], "merged": cases}
out = {
    "threshold": threshold,
    "cases": cases[["name", "label", "hard", "probability"]].to_dict("records"),
    "strata": [
        {"stratum": name, "missed": listed(part, 1), "falseAlarms": listed(part, 0)} for name, part in sets.items()
    ],
}
Path(__file__).with_name("failures.json").write_text(json.dumps(out) + "\n")
for one in out["strata"]:
    print(one["stratum"], one["missed"]["count"], one["missed"]["of"], one["falseAlarms"]["count"], one["falseAlarms"]["of"])
