"""Readers beside a model, by scikit-learn, statsmodels and R. Run: python3 readers.py > readers.json

One case a patient. `rows`: label, stratum, the model's probability and each reader's call (null: not read).
"""

import json
import subprocess

import numpy as np
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    cohen_kappa_score,
    confusion_matrix,
    f1_score,
    matthews_corrcoef,
    roc_curve,
)
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa

random = np.random.default_rng(7)
THRESHOLD = 0.5


def r(code):
    return [float(x) for x in subprocess.check_output(["Rscript", "-e", code]).split()]


def exact(x, n):
    return r(f"ci <- binom.test({x}, {n})$conf.int; cat(sprintf('%.17g', ci))")


n = 220
label = (random.uniform(size=n) < 0.45).astype(int)
hard = (random.uniform(size=n) < 0.4).astype(int)
signal = np.where(hard == 1, 0.5, 1.6) * (2 * label - 1)
probability = 1 / (1 + np.exp(-(signal + 1.2 * random.normal(size=n))))
good = (signal + 0.9 * random.normal(size=n) > 0).astype(float)
poor = (0.4 * signal + random.normal(size=n) > 0.3).astype(float)
poor[random.uniform(size=n) < 0.15] = np.nan
readers = {"good": good, "poor": poor}
model = (probability >= THRESHOLD).astype(int)


def figures(inside, calls):
    read = inside & ~np.isnan(calls)
    y, c = label[read], calls[read].astype(int)
    tn, fp, fn, tp = confusion_matrix(y, c, labels=[0, 1]).ravel()
    fpr, tpr, _ = roc_curve(y, probability[read], drop_intermediate=False)
    spec = tn / (tn + fp)
    allowed = (1 - fpr) >= spec - 1e-12
    return {
        "confusion": {"tp": int(tp), "fp": int(fp), "fn": int(fn), "tn": int(tn)},
        "missing": int((inside & np.isnan(calls)).sum()),
        "f1": f1_score(y, c),
        "balancedAccuracy": balanced_accuracy_score(y, c),
        "accuracy": accuracy_score(y, c),
        "mcc": matthews_corrcoef(y, c),
        "sensitivity": [tp / (tp + fn), *exact(tp, tp + fn)],
        "specificity": [spec, *exact(tn, tn + fp)],
        "precision": [tp / (tp + fp), *exact(tp, tp + fp)],
        "npv": [tn / (tn + fn), *exact(tn, tn + fn)],
        "modelSensitivity": float(tpr[allowed].max()),
    }


def compared(inside, calls, truth):
    both = inside & ~np.isnan(calls) & (label == truth)
    m, c = model[both] == truth, calls[both] == truth
    b, d = int((m & ~c).sum()), int((~m & c).sum())
    p = float(mcnemar([[0, b], [d, 0]], exact=True).pvalue) if b + d else 1.0
    return {"modelOnly": b, "readerOnly": d, "difference": float(m.mean() - c.mean()), "p": p, "cases": int(both.sum())}


def kappa(inside, a, b):
    both = inside & ~np.isnan(a) & ~np.isnan(b)
    a, b = a[both].astype(int), b[both].astype(int)
    table = confusion_matrix(a, b, labels=[0, 1])
    found = cohens_kappa(table, wt="fc")
    return {"cases": int(both.sum()), "kappa": cohen_kappa_score(a, b, weights="quadratic"), "se": float(found.std_kappa)}


expected = {}
for name, inside in {"easy": hard == 0, "hard": hard == 1, "merged": hard >= 0}.items():
    raters = {**readers, "model": model.astype(float), "truth": label.astype(float)}
    names = list(raters)
    expected[name] = {
        "readers": {k: figures(inside, c) for k, c in readers.items()},
        "comparison": {
            k: {"sensitivity": compared(inside, c, 1), "specificity": compared(inside, c, 0)} for k, c in readers.items()
        },
        "agreement": {
            f"{a}-{b}": kappa(inside, raters[a], raters[b]) for i, a in enumerate(names) for b in names[i + 1 :]
        },
    }
p = [c[m]["p"] for s in expected.values() for c in s["comparison"].values() for m in ("sensitivity", "specificity")]
holm = r(f"cat(sprintf('%.17g ', p.adjust(c({','.join(map(repr, p))}), 'holm')))")

call = lambda x: None if np.isnan(x) else int(x)
print(
    json.dumps(
        {
            "rows": [
                {"label": int(label[i]), "hard": bool(hard[i]), "probability": probability[i], "good": call(good[i]), "poor": call(poor[i])}
                for i in range(n)
            ],
            "expected": expected,
            "holm": holm,
        }
    )
)
