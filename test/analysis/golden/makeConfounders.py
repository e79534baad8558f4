"""Writes a cohort with confounders and the figures of statsmodels, SciPy, scikit-learn and R's sandwich for it.

    /usr/bin/python3 test/analysis/golden/makeConfounders.py

`independent`: every case its own patient. `clustered`: about a third of the patients have two cases. `separated`:
the score divides the classes of the hard stratum. The optimism-corrected AUROC differences come from 4000 resamples
of another generator, with their Monte-Carlo standard errors.
"""
import json
import os
import subprocess
import tempfile

import numpy as np
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.stats import chi2
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(20240611)
N = 300
rows = []
for i in range(N):
    hard = i >= 180
    age = float(rng.integers(18, 95)) if rng.random() > 0.03 else None
    sex = None if rng.random() < 0.02 else ("F" if rng.random() < 0.6 else "M")
    maker = str(rng.choice(["GE", "Philips", "Siemens"], p=[0.5, 0.3, 0.2]))
    risk = -1.2 + 0.03 * ((age or 55) - 55) + (0.5 if sex == "F" else 0)
    label = int(rng.random() < 1 / (1 + np.exp(-(risk + (0.6 if not hard else 0)))))
    logit = (1.6 if not hard else 0.5) * (2 * label - 1) + 0.015 * ((age or 55) - 55) + rng.normal()
    rows.append({"id": f"c{i:03d}", "label": label, "hard": hard, "age": age, "sex": sex, "maker": maker,
                 "score": round(float(1 / (1 + np.exp(-logit))), 4),
                 "separating": round(float((0.55 + 0.4 * rng.random()) if label else 0.5 * rng.random()), 4)
                 if hard else round(float(1 / (1 + np.exp(-logit))), 4),
                 "patient": f"p{i - 1 if i % 3 == 2 else i:03d}"})


def columns(chosen, maker, intercept, score="score"):
    age = np.array([r["age"] for r in chosen], float)
    sex = np.array([r["sex"] == "M" for r in chosen], float)
    named = [("age", age), ("sex", sex)]
    if maker:
        named += [(f"maker={m}", np.array([r["maker"] == m for r in chosen], float)) for m in ("Philips", "Siemens")]
    if not intercept:
        named = [(n, (v - v.mean()) / v.std()) for n, v in named]
    named.append(("score", np.array([r[score] for r in chosen])))
    return ([("intercept", np.ones(len(chosen)))] if intercept else []) + named


def fit(y, X, **kw):
    return sm.Logit(y, X).fit(disp=0, method="newton", tol=1e-14, maxiter=200, **kw)


def table(res, names, y, X, robust):
    ci = res.conf_int()
    out = {}
    for j, n in enumerate(names):
        lr = None
        if not robust and X.shape[1] > 1:
            small = fit(y, np.delete(X, j, 1))
            lr = float(chi2.sf(2 * (res.llf - small.llf), 1))
        out[n] = {"coefficient": res.params[j], "standardError": res.bse[j], "z": res.tvalues[j], "p": res.pvalues[j],
                  "lower": ci[j][0], "upper": ci[j][1], "lrP": lr, "sd": float(X[:, j].std())}
    return out


def block(res, names, dropped, y, X, robust):
    at = [names.index(n) for n in dropped]
    if robust:
        R = np.eye(len(names))[at]
        w = res.wald_test(R, use_f=False, scalar=True)
        return {"statistic": float(w.statistic), "df": len(at), "p": float(w.pvalue)}
    rest = np.delete(X, at, 1)
    small = fit(y, rest).llf if rest.shape[1] else -len(y) * np.log(2)
    stat = 2 * (res.llf - small)
    return {"statistic": float(stat), "df": len(at), "p": float(chi2.sf(stat, len(at)))}


def sandwich(y, X, groups):
    """R: glm and vcovCL, type HC1."""
    with tempfile.TemporaryDirectory() as d:
        np.savetxt(f"{d}/x.csv", np.column_stack([y, groups, X]), delimiter=",", fmt="%.17g")
        code = ('suppressMessages(library(sandwich)); d <- as.matrix(read.csv("x.csv", header=FALSE)); y <- d[,1]; X <- d[,-(1:2)];'
                'f <- glm(y ~ X - 1, family=binomial, control=glm.control(epsilon=1e-15, maxit=100));'
                'cat(sprintf("%.15g", sqrt(diag(vcovCL(f, cluster=d[,2], type="HC1")))))')
        text = subprocess.run(["Rscript", "-e", code], cwd=d, capture_output=True, text=True, check=True).stdout
    return [float(v) for v in text.split()]


def penalised(y, X, free):
    """Maximum of Firth's penalised likelihood over the free coefficients, the others 0; by SciPy."""
    def minus(b):
        beta = np.zeros(X.shape[1])
        beta[free] = b
        eta = X @ beta
        p = 1 / (1 + np.exp(-eta))
        ll = np.sum(y * eta - np.logaddexp(0, eta))
        return -(ll + 0.5 * np.linalg.slogdet(X.T @ (X * (p * (1 - p))[:, None]))[1])
    best = None
    for start in (0.0, 0.1):
        b = np.full(len(free), start)
        for _ in range(6):
            b = minimize(minus, b, method="Nelder-Mead", options={"xatol": 1e-12, "fatol": 1e-13, "maxiter": 40000, "maxfev": 40000, "adaptive": True}).x
        res = minimize(minus, b, method="BFGS", options={"gtol": 1e-9})
        value = min(minus(b), res.fun)
        best = value if best is None else min(best, value)
    return -best


def optimism(y, X, Z, groups, resamples, seed):
    """Harrell's: apparent difference less the mean excess in the resample over the original."""
    random = np.random.default_rng(seed)
    def areas(Xf, Zf, yf, on):
        full, small = fit(yf, Xf).params, fit(yf, Zf).params
        return [roc_auc_score(yy, A @ full) - roc_auc_score(yy, B @ small) for A, B, yy in on]
    apparent = areas(X, Z, y, [(X, Z, y)])[0]
    held = {}
    for i, g in enumerate(groups):
        held.setdefault(g, []).append(i)
    kinds = {}
    for g, members in held.items():
        kinds.setdefault(tuple(sorted({int(y[i]) for i in members})), []).append(members)
    here, excess = [], []
    for _ in range(resamples):
        pick = [i for units in kinds.values() for u in random.integers(len(units), size=len(units)) for i in units[u]]
        a, b = areas(X[pick], Z[pick], y[pick], [(X[pick], Z[pick], y[pick]), (X, Z, y)])
        here.append(a)
        excess.append(a - b)
    return {"apparent": apparent, "optimism": float(np.mean(excess)), "optimismSe": float(np.std(excess) / np.sqrt(resamples)),
            "spread": float(np.std(here)), "lower": float(np.quantile(here, 0.025) - np.mean(excess)),
            "upper": float(np.quantile(here, 0.975) - np.mean(excess))}


def known(r):
    return r["age"] is not None and r["sex"] is not None


def model(chosen, maker, intercept, clustered, resamples=0):
    used = [r for r in chosen if known(r)]
    y = np.array([r["label"] for r in used], float)
    groups = np.array([int(r["patient"][1:]) for r in used])
    named = columns(used, maker, intercept)
    names, X = [n for n, _ in named], np.column_stack([v for _, v in named])
    kw = {"cov_type": "cluster", "cov_kwds": {"groups": groups}} if clustered else {}
    res = fit(y, X, **kw)
    others = [n for n in names if n not in ("intercept", "score")]
    out = {"cases": len(used), "excluded": len(chosen) - len(used), "terms": table(res, names, y, X, clustered),
           "addedValue": block(res, names, ["score"], y, X, clustered),
           "addedValueOfConfounders": block(res, names, others, y, X, clustered)}
    if clustered:
        out["clusters"] = len(set(groups))
        out["sandwich"] = dict(zip(names, sandwich(y, X, groups)))
    full, small = res.params, fit(y, np.delete(X, names.index("score"), 1)).params
    out["apparent"] = roc_auc_score(y, X @ full) - roc_auc_score(y, np.delete(X, names.index("score"), 1) @ small)
    if resamples:
        out["auroc"] = optimism(y, X, np.delete(X, names.index("score"), 1), groups if clustered else np.arange(len(y)),
                                resamples, 7)
    keep = [j for j, n in enumerate(names) if n in ("intercept", "score")]
    alone = fit(y, X[:, keep], **kw)
    out["scoreAlone"] = {"coefficient": alone.params[-1], "standardError": alone.bse[-1], "p": alone.pvalues[-1]}
    return out


def interaction(clustered):
    used = [r for r in rows if known(r)]
    y = np.array([r["label"] for r in used], float)
    named = columns(used, False, True)
    hard = np.array([r["hard"] for r in used], float)
    named += [("stratum hard", hard), ("score × hard", hard * dict(named)["score"])]
    names, X = [n for n, _ in named], np.column_stack([v for _, v in named])
    groups = np.array([int(r["patient"][1:]) for r in used])
    kw = {"cov_type": "cluster", "cov_kwds": {"groups": groups}} if clustered else {}
    res = fit(y, X, **kw)
    return {"term": table(res, names, y, X, clustered)["score × hard"],
            "joint": block(res, names, ["score × hard"], y, X, clustered)}


sets = {"easy": [r for r in rows if not r["hard"]], "hard": [r for r in rows if r["hard"]], "merged": rows}
results = {}
for name, chosen in sets.items():
    results[name] = {
        "plain": model(chosen, False, True, False, 4000 if name == "hard" else 0),
        "maker": model(chosen, True, True, False),
        "published": model(chosen, False, False, False),
        "clustered": model(chosen, False, True, True, 4000 if name == "hard" else 0),
    }

separated = [r for r in rows if r["hard"] and known(r)]
y = np.array([r["label"] for r in separated], float)
named = columns(separated, False, True, "separating")
X = np.column_stack([(v - v.mean()) / v.std() if n != "intercept" else v for n, v in named])
full = penalised(y, X, [0, 1, 2, 3])
firth = {"addedValue": 2 * (full - penalised(y, X, [0, 1, 2])), "addedValueOfConfounders": 2 * (full - penalised(y, X, [0, 3]))}

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "confounders.json"), "w") as file:
    json.dump({"rows": rows, "results": results, "firth": firth,
               "interaction": {"plain": interaction(False), "clustered": interaction(True)}}, file, indent=1)
    file.write("\n")
print({k: v["plain"]["addedValue"] for k, v in results.items()}, firth, results["hard"]["plain"]["auroc"])
for k in ("easy", "hard", "merged"):
    c = results[k]["clustered"]
    print(k, c["cases"], c["clusters"], max(abs(c["sandwich"][n] / c["terms"][n]["standardError"] - 1) for n in c["terms"]))
