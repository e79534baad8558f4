"""Writes what statsmodels, SciPy and NumPy say of the calibration of the scores in confounders.json.

    /usr/bin/python3 test/analysis/golden/makeCalibration.py

`plain`: each case for itself; `clustered`: cluster-robust standard errors by patient. The ECE that right probabilities
would show comes from 20000 draws of another generator.
"""
import json
import os

import numpy as np
import statsmodels.api as sm
from scipy.stats import beta

folder = os.path.dirname(os.path.abspath(__file__))
rows = json.load(open(os.path.join(folder, "confounders.json")))["rows"]


def ece(p, y):
    at = np.minimum(9, np.floor(10 * p + 1e-12).astype(int))
    return sum(np.sum(at == b) / len(p) * abs(y[at == b].mean() - p[at == b].mean()) for b in range(10) if np.any(at == b))


def bins(p, y):
    at = np.minimum(9, np.floor(10 * p + 1e-12).astype(int))
    found = []
    for b in range(10):
        n, k = int(np.sum(at == b)), int(np.sum(y[at == b]))
        found.append({"cases": n, "positives": k} if n == 0 else {
            "cases": n, "positives": k, "meanPredicted": float(p[at == b].mean()), "observed": k / n,
            "lower": 0.0 if k == 0 else float(beta.ppf(0.025, k, n - k + 1)),
            "upper": 1.0 if k == n else float(beta.ppf(0.975, k + 1, n - k))})
    return found


def figures(chosen, clustered):
    y = np.array([r["label"] for r in chosen], float)
    p = np.array([r["score"] for r in chosen])
    logit = np.log(p / (1 - p))
    kw = {"cov_type": "cluster", "cov_kwds": {"groups": np.array([int(r["patient"][1:]) for r in chosen])}} if clustered else {}
    slope = sm.Logit(y, np.column_stack([np.ones(len(y)), logit])).fit(disp=0, method="newton", tol=1e-13, **kw)
    # Logit takes no offset. Fitted again from its own result, since GLM's weights lag behind its coefficients.
    model = sm.GLM(y, np.ones((len(y), 1)), family=sm.families.Binomial(), offset=logit)
    first = model.fit(tol=1e-15, maxiter=200)
    large = model.fit(start_params=first.params, tol=1e-15, maxiter=200, **kw)
    ci, ci0 = slope.conf_int(), large.conf_int()
    random = np.random.default_rng(5)
    chance = [ece(p, (random.random(len(p)) < p).astype(float)) for _ in range(20000)] if not clustered else []
    return {"slope": slope.params[1], "slopeCi": list(ci[1]), "interceptWithSlope": slope.params[0], "intercept": large.params[0],
            "interceptCi": list(ci0[0]), "ece": float(ece(p, y)), "bins": bins(p, y),
            **({"chance": {"mean": float(np.mean(chance)), "sd": float(np.std(chance)), "upper": float(np.quantile(chance, 0.95)),
                           "p": float(np.mean(np.array(chance) >= ece(p, y)))}} if chance else {})}


sets = {"easy": [r for r in rows if not r["hard"]], "hard": [r for r in rows if r["hard"]], "merged": rows}
with open(os.path.join(folder, "calibration.json"), "w") as file:
    json.dump({n: {"plain": figures(s, False), "clustered": figures(s, True)} for n, s in sets.items()}, file, indent=1)
    file.write("\n")
