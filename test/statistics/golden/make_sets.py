"""Makes sets/*.json: data and what other programs say of them.

Run in this folder: python3 make_sets.py
Needs Debian's python3-sklearn, python3-statsmodels, python3-scipy, and R with pROC (r-cran-proc).
The layout is that of a reference fixture: inputs, python.*, r.*; null where a figure is undefined.
"""
import json
import os
import subprocess
import tempfile

import numpy as np
import scipy
import sklearn
import sklearn.metrics as skm
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20240607)


def expit(x):
    return 1 / (1 + np.exp(-x))


def clean(value):
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [clean(v) for v in value]
    if isinstance(value, (np.integer,)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    return value


# ---- data ----------------------------------------------------------------------------------------

def base(n, y, spread=1.4, noise=1.0, decimals=4):
    score = expit(spread * (y - 0.5) * 2 * 0.6 + noise * rng.normal(size=n))
    score2 = expit(0.6 * spread * (y - 0.5) * 2 * 0.6 + noise * rng.normal(size=n))
    return {"y": y, "score": np.round(score, decimals), "score2": np.round(score2, decimals),
            "age": np.round(np.clip(rng.normal(50, 19, n), 5, 95)), "sex": rng.integers(0, 2, n),
            "group": np.array(list("ABC"))[rng.integers(0, 3, n)]}


def labels(n, positives):
    y = np.zeros(n, int)
    y[rng.choice(n, positives, replace=False)] = 1
    return y


SETS = {}
SETS["continuous"] = base(200, labels(200, 80), decimals=6)
SETS["heavy_ties"] = base(150, labels(150, 60), decimals=1)
SETS["n8"] = {"y": np.array([0, 1, 0, 1, 0, 1, 0, 1]), "score": np.array([0.2, 0.9, 0.4, 0.4, 0.6, 0.7, 0.1, 0.3]),
              "score2": np.array([0.5, 0.8, 0.1, 0.6, 0.6, 0.4, 0.3, 0.7])}
SETS["n5000"] = {k: v for k, v in base(5000, labels(5000, 1700), decimals=3).items() if k in ("y", "score", "score2")}
SETS["prevalence_1_percent"] = base(1000, labels(1000, 10), spread=2.2)
SETS["one_positive"] = base(40, labels(40, 1), spread=1.0)
y = labels(60, 25)
quasi = base(60, y)
# A yes/no finding that every case with it is positive: quasi-complete separation along that column.
quasi["sex"] = ((y == 1) & (rng.random(60) < 0.5)).astype(int)
SETS["quasi_separation"] = quasi
inverted = base(120, labels(120, 50))
inverted["score"] = np.round(1 - inverted["score"], 4)
SETS["inverted"] = inverted
constant = base(50, labels(50, 20))
constant["score"] = np.full(50, 0.62)
SETS["constant"] = constant
SETS["one_class"] = base(30, np.zeros(30, int))
separated = base(50, labels(50, 20))
separated["score"] = np.round(np.where(separated["y"] == 1, 0.55 + 0.4 * rng.random(50), 0.05 + 0.4 * rng.random(50)), 4)
SETS["separated"] = separated
SETS["all_called_negative"] = {**base(40, labels(40, 15))}
SETS["all_called_negative"]["score"] = np.round(SETS["all_called_negative"]["score"] * 0.49, 4)

# ---- scikit-learn, statsmodels -------------------------------------------------------------------


def ranking(y, s):
    out = {}
    both = 0 < y.sum() < len(y)
    if y.sum() > 0:
        precision, recall, thresholds = skm.precision_recall_curve(y, s)
        out["average_precision"] = skm.average_precision_score(y, s)
        out["pr_auc_trapezoid"] = skm.auc(recall, precision)
        f1 = [skm.f1_score(y, s >= t) for t in np.unique(s)]
        out["f1_max"] = max(f1)
        out["f1_max_thresholds_all"] = [t for t, f in zip(np.unique(s), f1) if f > max(f1) - 1e-12]
    if not both:
        return out
    out["roc_auc"] = skm.roc_auc_score(y, s)
    fpr, tpr, thresholds = skm.roc_curve(y, s, drop_intermediate=False)
    youden = (tpr - fpr)[1:]
    out["youden_max"] = youden.max()
    out["youden_thresholds_all"] = list(thresholds[1:][youden > youden.max() - 1e-12])
    out["roc_auc_max_fpr_0.1_mcclish"] = skm.roc_auc_score(y, s, max_fpr=0.1)
    n, p = (y == 0).sum(), y.sum()
    tp, tn = np.round(tpr * p), np.round((1 - fpr) * n)
    for target in (0.9, 0.95):
        out[f"specificity_at_sens_ge_{target}"] = (tn / n)[tp / p >= target].max()
        out[f"sensitivity_at_spec_ge_{target}"] = (tp / p)[tn / n >= target].max()
    out["fpr_at_95tpr"] = fpr[tp / p >= 0.95].min()
    return out


def threshold(y, s):
    called = (s >= 0.5).astype(int)
    tn, fp, fn, tp = skm.confusion_matrix(y, called, labels=[0, 1]).ravel()

    def over(a, b):
        return a / b if b > 0 else None

    rates = {"sensitivity": (tp, tp + fn), "specificity": (tn, tn + fp), "precision": (tp, tp + fp),
             "npv": (tn, tn + fn), "accuracy": (tp + tn, len(y))}
    both = 0 < y.sum() < len(y)
    out = {"tp": tp, "fp": fp, "fn": fn, "tn": tn, **{k: over(*v) for k, v in rates.items()},
           "f1": skm.f1_score(y, called, zero_division=0) if tp + fp + fn > 0 else None,
           "balanced_accuracy": skm.balanced_accuracy_score(y, called) if both else None,
           "mcc": skm.matthews_corrcoef(y, called), "ci95": {}}
    for name, (x, m) in rates.items():
        out["ci95"][name] = {"successes": x, "trials": m,
                             "wilson": proportion_confint(x, m, 0.05, "wilson") if m else None,
                             "clopper_pearson": proportion_confint(x, m, 0.05, "beta") if m else None}
        if m and np.isnan(out["ci95"][name]["clopper_pearson"][0]):
            out["ci95"][name]["clopper_pearson"] = (0.0, out["ci95"][name]["clopper_pearson"][1])
        if m and np.isnan(out["ci95"][name]["clopper_pearson"][1]):
            out["ci95"][name]["clopper_pearson"] = (out["ci95"][name]["clopper_pearson"][0], 1.0)
    return out


def newton(X, y):
    """Logit by statsmodels, to the last digits; None where statsmodels finds no maximum."""
    try:
        model = sm.Logit(y, X)
        fit = model.fit(method="newton", maxiter=60, tol=1e-14, disp=0)
    except Exception:
        return None
    if not fit.mle_retvals["converged"] or np.abs(fit.params).max() > 1e3 or fit.bse.max() > 1e3:
        return None
    return fit


def calibration(y, s):
    bins = np.minimum(np.floor(10 * s + 1e-12), 9).astype(int)
    gaps = [(np.mean(bins == b), abs(y[bins == b].mean() - s[bins == b].mean())) for b in np.unique(bins)]
    out = {"brier": skm.brier_score_loss(y, s, pos_label=1) if 0 < y.sum() < len(y) else np.mean((s - y) ** 2),
           "log_loss_eps1e15": skm.log_loss(y, s, eps=1e-15, labels=[0, 1]),
           "ece_10_equal_width": sum(w * g for w, g in gaps), "mce_10_equal_width": max(g for _, g in gaps)}
    logit = np.log(np.clip(s, 1e-6, 1 - 1e-6) / (1 - np.clip(s, 1e-6, 1 - 1e-6)))
    if 0 < y.sum() < len(y):
        fit = newton(np.column_stack([np.ones(len(y)), logit]), y) if np.ptp(s) > 0 else None
        if fit is not None:
            out["slope_fit"] = {"intercept": fit.params[0], "slope": fit.params[1], "se": fit.bse, "ci": fit.conf_int()}
        fit = sm.GLM(y, np.ones((len(y), 1)), family=sm.families.Binomial(), offset=logit).fit(tol=1e-15, maxiter=200)
        # The standard error is taken at the estimate: the fit's own is one step behind.
        p = expit(logit + fit.params[0])
        fit.params[0] += np.sum(y - p) / np.sum(p * (1 - p))
        p = expit(logit + fit.params[0])
        se = 1 / np.sqrt(np.sum(p * (1 - p)))
        z = stats.norm.ppf(0.975)
        out["citl"] = {"intercept": fit.params[0], "se": se, "ci": [fit.params[0] - z * se, fit.params[0] + z * se]}
    v = np.sum((1 - 2 * s) ** 2 * s * (1 - s))
    z = np.sum((y - s) * (1 - 2 * s)) / np.sqrt(v)
    out["spiegelhalter"] = {"z": z, "p": 2 * stats.norm.sf(abs(z))}
    return out


def decision_curve(y, s):
    out = []
    for t in (0.05, 0.1, 0.25, 0.5, 0.8):
        tp, fp, n = np.sum((s >= t) & (y == 1)), np.sum((s >= t) & (y == 0)), len(y)
        nb = tp / n - fp / n * t / (1 - t)
        every = y.mean() - (1 - y.mean()) * t / (1 - t)
        out.append({"threshold": t, "net_benefit": nb, "treat_all": every,
                    "standardized": nb / y.mean() if y.any() else None,
                    "interventions_avoided_per_100": (nb - every) / (t / (1 - t)) * 100})
    return out


def kappas(a, b, k):
    out = {"table": skm.confusion_matrix(a, b, labels=list(range(k)))}
    for name, weights, wt in (("unweighted", None, None), ("linear", "linear", "linear"), ("quadratic", "quadratic", "quadratic")):
        out[name] = skm.cohen_kappa_score(a, b, labels=list(range(k)), weights=weights)
        r = cohens_kappa(out["table"], wt=wt)
        out[f"{name}_statsmodels"] = {"kappa": r.kappa, "std": r.std_kappa, "std0": r.std_kappa0,
                                      "ci": [r.kappa_low, r.kappa_upp], "p_two_sided": r.pvalue_two_sided}
    return out


def separation(X, y):
    """By linear programming (Konis 2007): can a hyperplane divide the classes, with no case on it, or some?"""
    A = (2 * y - 1)[:, None] * X
    k = X.shape[1]
    strict = optimize.linprog(np.append(np.zeros(k), -1), A_ub=np.column_stack([-A, np.ones(len(y))]),
                              b_ub=np.zeros(len(y)), bounds=[(-1, 1)] * k + [(None, 1)])
    if -strict.fun > 1e-7:
        return "complete"
    weak = optimize.linprog(-A.sum(axis=0), A_ub=-A, b_ub=np.zeros(len(y)), bounds=[(-1, 1)] * k)
    return "quasi" if -weak.fun > 1e-7 else "none"


def logits(d):
    y = d["y"]
    names = [k for k in ("age", "sex", "score") if np.ptp(d[k]) > 0]
    Z = {k: (d[k] - d[k].mean()) / d[k].std() for k in names}
    out = {"names": names, "means": {k: d[k].mean() for k in names}, "sds": {k: d[k].std() for k in names}}

    def one(terms, intercept):
        columns = ([np.ones(len(y))] if intercept else []) + [Z[k] for k in terms]
        kind = separation(np.column_stack(columns), y)
        if kind != "none":
            return {"status": "separated", "separation": kind}
        fit = newton(np.column_stack(columns), y)
        null = len(y) * np.log(0.5) if not intercept else newton(np.ones((len(y), 1)), y).llf
        lr = 2 * (fit.llf - null)
        drop = {}
        for k in terms:
            rest = ([np.ones(len(y))] if intercept else []) + [Z[j] for j in terms if j != k]
            r = newton(np.column_stack(rest), y)
            drop[k] = {"stat": 2 * (fit.llf - r.llf), "p": stats.chi2.sf(2 * (fit.llf - r.llf), 1)}
        return {"status": "ok", "coef": fit.params, "se": fit.bse, "z": fit.tvalues, "p": fit.pvalues,
                "ci": fit.conf_int(), "odds_ratio": np.exp(fit.params), "llf": fit.llf, "ll_null": null,
                "lr_overall": {"stat": lr, "df": len(terms), "p": stats.chi2.sf(lr, len(terms))}, "lr_drop1": drop}

    out["with_intercept"] = one(names, True)
    out["no_intercept"] = one(names, False)
    out["age_sex_only"] = one(["age", "sex"], True)
    return out


# ---- Firth: penalised likelihood maximised directly ----------------------------------------------

def firth(d, names):
    y = d["y"]
    X = np.column_stack([np.ones(len(y))] + [(d[k] - d[k].mean()) / d[k].std() for k in names])
    k = X.shape[1]

    def parts(beta):
        p = expit(X @ beta)
        w = p * (1 - p)
        return p, w, X.T @ (w[:, None] * X)

    def penalised(beta):
        _, _, info = parts(beta)
        eta = X @ beta
        return np.sum(y * eta - np.logaddexp(0, eta)) + 0.5 * np.linalg.slogdet(info)[1]

    def leverage(beta):
        p, w, info = parts(beta)
        return np.einsum("ij,jk,ik->i", X, np.linalg.inv(info), X) * w

    def score(beta):
        p, w, _ = parts(beta)
        return X.T @ (y - p + leverage(beta) * (0.5 - p))

    def maximise(fixed, start):
        free = [j for j in range(k) if j not in fixed]
        beta = start.copy()
        for j, v in fixed.items():
            beta[j] = v
        if not free:
            return beta

        def full(part):
            b = beta.copy()
            b[free] = part
            return b

        rough = optimize.minimize(lambda part: -penalised(full(part)), beta[free], method="BFGS")
        exact = optimize.root(lambda part: score(full(part))[free], rough.x, method="hybr", tol=1e-13)
        assert np.abs(score(full(exact.x))[free]).max() < 1e-8
        return full(exact.x)

    best = maximise({}, np.zeros(k))
    top = penalised(best)
    h = leverage(best)
    p, w, info = parts(best)
    se = np.sqrt(np.diag(np.linalg.inv(X.T @ ((w * (1 + h))[:, None] * X))))
    fisher = np.sqrt(np.diag(np.linalg.inv(info)))
    lower, upper, plr = [], [], []
    half = stats.chi2.ppf(0.95, 1) / 2
    for j in range(k):
        plr.append(stats.chi2.sf(2 * (top - penalised(maximise({j: 0.0}, best))), 1))
        for side, ends in ((-1, lower), (1, upper)):
            def miss(v):
                return penalised(maximise({j: v}, best)) - (top - half)
            reach = fisher[j]
            while miss(best[j] + side * reach) > 0:
                reach *= 1.6
            ends.append(optimize.brentq(miss, best[j], best[j] + side * reach, xtol=1e-11, rtol=1e-11))
    null = penalised(maximise({j: 0.0 for j in range(1, k)}, best))
    return {"names": ["(Intercept)", *names], "coef": best, "se": se, "se_fisher": fisher,
            "ci_profile": {"lower": lower, "upper": upper}, "p_plr": plr,
            "p_wald": 2 * stats.norm.sf(np.abs(best / se)), "loglik_penalized": [top, null]}


# ---- R: pROC, stats ------------------------------------------------------------------------------

R = r"""
suppressMessages(library(pROC))
d <- read.csv(commandArgs(TRUE)[1]); say <- function(key, v) cat(key, sprintf("%.17g", v), "\n")
one <- function(y, s) roc(y, s, levels = c(0, 1), direction = "<", quiet = TRUE)
for (which in c("score", "score2")) try({
  r <- one(d$y, d[[which]]); ci <- ci.auc(r)
  say(paste0("delong.", which), c(as.numeric(r$auc), var(r), ci[1], ci[3])) }, silent = TRUE)
try({ t <- roc.test(one(d$y, d$score), one(d$y, d$score2), paired = TRUE, method = "delong")
  say("paired", c(t$statistic, t$p.value, t$conf.int)) }, silent = TRUE)
for (from in c(0.9, 0.8)) for (focus in c("specificity", "sensitivity")) for (correct in c(FALSE, TRUE)) try({
  a <- auc(one(d$y, d$score), partial.auc = c(1, from), partial.auc.focus = focus, partial.auc.correct = correct)
  say(paste0("partial.", substr(focus, 1, 4), "_1_", from, "_", if (correct) "mcclish" else "raw"), a) }, silent = TRUE)
if ("group" %in% names(d)) for (p in list(c("A", "B"), c("A", "C"), c("B", "C"))) try({
  a <- d[d$group == p[1], ]; b <- d[d$group == p[2], ]
  t <- roc.test(one(a$y, a$score), one(b$y, b$score), paired = FALSE, method = "delong")
  say(paste0("unpaired.", p[1], "_vs_", p[2]), c(t$statistic, t$parameter, t$p.value)) }, silent = TRUE)
try({
  breaks <- unique(quantile(d$score, 0:10 / 10, type = 7)); stopifnot(length(breaks) > 3)
  g <- cut(d$score, breaks, include.lowest = TRUE)
  n <- tapply(d$y, g, length); o <- tapply(d$y, g, sum); e <- tapply(d$score, g, sum)
  x <- sum((o - e)^2 / (e * (1 - e / n))); k <- length(n)
  say("hl", c(x, k - 2, pchisq(x, k - 2, lower.tail = FALSE), pchisq(x, k, lower.tail = FALSE)))
  say("hl.n", n); say("hl.observed", o) }, silent = TRUE)
"""


def r_figures(d):
    with tempfile.TemporaryDirectory() as folder:
        keys = list(d)
        with open(f"{folder}/d.csv", "w") as f:
            f.write(",".join(keys) + "\n")
            for row in zip(*d.values()):
                f.write(",".join(str(v) for v in row) + "\n")
        open(f"{folder}/s.R", "w").write(R)
        text = subprocess.run(["Rscript", f"{folder}/s.R", f"{folder}/d.csv"], capture_output=True, text=True).stdout
    said = {}
    for line in text.splitlines():
        key, *values = line.split()
        said[key] = [float(v) if v not in ("NA", "NaN", "Inf", "-Inf") else None for v in values]
    out = {"delong": {}, "partial_auc": {}, "delong_unpaired_groups": {}}
    for which in ("score", "score2"):
        v = said.get(f"delong.{which}")
        out["delong"][which] = {"auc": v[0], "var": v[1], "ci95": v[2:]} if v and None not in v else None
    if "paired" in said and None not in said["paired"]:
        v = said["paired"]
        out["delong"]["paired"] = {"Z": v[0], "p_two_sided": v[1], "diff_ci95": v[2:]}
    for key, v in said.items():
        if key.startswith("partial."):
            out["partial_auc"][key[8:]] = v[0]
        if key.startswith("unpaired."):
            out["delong_unpaired_groups"][key[9:]] = {"D": v[0], "df": v[1], "p": v[2]}
    if "hl" in said and None not in said["hl"]:
        v = said["hl"]
        out["hosmer_lemeshow"] = {"statistic": v[0], "df": v[1], "p": v[2], "p_external_df_g": v[3],
                                  "n": said["hl.n"], "observed": said["hl.observed"]}
    return out


# ---- bootstrap -----------------------------------------------------------------------------------

def bootstrap(d, B=20000, b=5000):
    y, s, s2 = d["y"], d["score"], d["score2"]
    pos, neg = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    if len(y) > 1000:
        B = 5000

    def auc(ys, ss):
        r = stats.rankdata(ss)
        p = ys.sum()
        return (r[ys == 1].sum() - p * (p + 1) / 2) / (p * (len(ys) - p))

    rows = []
    for _ in range(B):
        i = np.concatenate([rng.choice(pos, len(pos)), rng.choice(neg, len(neg))])
        yy, ss = y[i], s[i]
        called = ss >= 0.5
        tp, fp = np.sum(called & (yy == 1)), np.sum(called & (yy == 0))
        fn, tn = len(pos) - tp, len(neg) - fp
        order = np.argsort(-ss, kind="stable")
        last = np.append(np.diff(ss[order]) != 0, True)
        ctp = np.cumsum(yy[order])[last]
        count = np.flatnonzero(last) + 1
        ap = np.sum(np.diff(np.append(0, ctp)) * ctp / count) / len(pos)
        a = auc(yy, ss)
        rows.append([a, ap, tp / len(pos), tn / len(neg), tp / (tp + fp) if tp + fp else np.nan,
                     2 * tp / (2 * tp + fp + fn), (tp / len(pos) + tn / len(neg)) / 2, a - auc(yy, s2[i])])
    names = ["roc_auc", "average_precision", "sensitivity", "specificity", "precision", "f1", "balanced_accuracy",
             "roc_auc_diff_score_minus_score2"]
    out = {}
    for name, values in zip(names, np.array(rows).T):
        kept = np.sort(values[~np.isnan(values)])
        # More than 5 % undefined: no interval. Near 5 % either answer would do, and no set is near.
        if len(kept) < 0.95 * B:
            out[name] = {"ci95": None, "n_nan": B - len(kept)}
            continue
        band = []
        for q in (0.025, 0.975):
            slack = 4.5 * np.sqrt(q * (1 - q) * (1 / b + 1 / B))
            band.append([np.quantile(kept, max(0, q - slack), method="lower"), np.quantile(kept, min(1, q + slack), method="higher")])
        out[name] = {"ci95": np.quantile(kept, [0.025, 0.975]), "n_nan": B - len(kept), "accept_band_for_B5000": band}
    return {"B": B, "metrics": out}


# ---- clustered AUROC, by the definition ----------------------------------------------------------

def obuchowski(y, s, cluster):
    """Obuchowski 1997 with the kernel summed over all pairs; no ranks."""
    P, N = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    kernel = (s[P][:, None] > s[N][None, :]) + 0.5 * (s[P][:, None] == s[N][None, :])
    theta = kernel.mean()
    v10, v01 = kernel.mean(axis=1), kernel.mean(axis=0)
    ids = np.unique(cluster)
    a = np.array([np.sum(v10[cluster[P] == c] - theta) for c in ids])
    b = np.array([np.sum(v01[cluster[N] == c] - theta) for c in ids])
    i10, i01, i = len(np.unique(cluster[P])), len(np.unique(cluster[N])), len(ids)
    m, n = len(P), len(N)
    return (i10 / (i10 - 1) * np.sum(a ** 2) / m / m + i01 / (i01 - 1) * np.sum(b ** 2) / n / n
            + 2 * i / (i - 1) * np.sum(a * b) / m / n)


# ---- BCa -----------------------------------------------------------------------------------------

def bca(y, s):
    """SciPy's own BCa on given replicates, positives and negatives as two samples."""
    from scipy.stats import _resampling
    pos, neg = s[y == 1], s[y == 0]

    def statistic(a, b, axis=-1):
        a, b = np.asarray(a), np.asarray(b)
        return np.mean((a[..., :, None] > b[..., None, :]) + 0.5 * (a[..., :, None] == b[..., None, :]), axis=(-1, -2))

    replicates = np.array([statistic(rng.choice(pos, len(pos)), rng.choice(neg, len(neg))) for _ in range(500)])
    answer = _resampling._bca_interval((pos, neg), statistic, axis=-1, alpha=0.025, theta_hat_b=replicates, batch=None)
    interval = [np.percentile(replicates, 100 * float(np.squeeze(a))) for a in answer[:2]]
    return {"replicates": replicates, "interval": interval}


os.makedirs("sets", exist_ok=True)
for name, d in SETS.items():
    y, s = d["y"], d["score"]
    n = len(y)
    both = 0 < y.sum() < n
    fixture = {"name": name, "inputs": d, "python": {
        "versions": {"sklearn": sklearn.__version__, "statsmodels": statsmodels.__version__, "scipy": scipy.__version__},
        "ranking": {k: ranking(y, d[k]) for k in ("score", "score2")},
        "threshold_0_5": {k: threshold(y, d[k]) for k in ("score", "score2")},
        "calibration": calibration(y, s), "decision_curve": decision_curve(y, s)}, "r": r_figures(d)}
    python = fixture["python"]
    if both:
        python["bootstrap"] = bootstrap(d)
    right = [((d[k] >= 0.5) == (y == 1)) for k in ("score", "score2")]
    b, c = np.sum(right[0] & ~right[1]), np.sum(~right[0] & right[1])
    python["mcnemar_exact"] = {"b": b, "c": c, "p": mcnemar([[0, b], [c, 0]], exact=True).pvalue}
    if n >= 30 and both:
        five = [np.minimum(4, np.floor(d[k] * 5)).astype(int) for k in ("score", "score2")]
        if len(set(five[0])) > 1:
            python["kappa"] = {"ordinal5": kappas(*five, 5)}
    if "age" in d and both:
        python["logit"] = logits(d)
        if name != "one_positive":
            fixture["r"]["firth"] = firth(d, python["logit"]["names"])
    if both and 10 <= n <= 300:
        cluster = rng.integers(0, max(4, n // 3), n)
        if min(len(set(cluster[y == 1])), len(set(cluster[y == 0]))) > 1:
            python["obuchowski"] = {"clusters": cluster, "var": obuchowski(y, s, cluster)}
    if name in ("continuous", "heavy_ties"):
        python["bca"] = bca(y, s)
    with open(f"sets/{name}.json", "w") as f:
        json.dump(clean(fixture), f, separators=(",", ":"))
    print(name, n, int(y.sum()), flush=True)
