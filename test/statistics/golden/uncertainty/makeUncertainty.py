"""What numpy, scipy, mpmath and scikit-learn say of made-up ensembles: python3 makeUncertainty.py (writes beside it)."""

import itertools
import json
from pathlib import Path

import numpy
from mpmath import log, mp, mpf
from scipy.special import xlog1py, xlogy
from scipy.stats import entropy
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

HERE = Path(__file__).parent
mp.dps = 40


def two_class(probabilities):
    """Entropy in nats; scipy's, over the pair (p, 1 - p)."""
    return entropy(numpy.stack([probabilities, 1 - probabilities]), axis=0)


def precise(members):
    """The same scores from 40 digits: numpy's lose some where a mean is near 1."""

    def h(p):
        return mpf(0) if p in (0, 1) else -(p * log(p) + (1 - p) * log(1 - p))

    found = {}
    for case in members.T:
        own = [mpf(float(p)) for p in case]
        mean = sum(own) / len(own)
        of_mean = sum(h(p) for p in own) / len(own)
        values = {
            "variance": sum((p - mean) ** 2 for p in own) / len(own),
            "predictiveEntropy": h(mean),
            "meanEntropy": of_mean,
            "mutualInformation": h(mean) - of_mean,
            "maximumProbability": min(mean, 1 - mean),
        }
        for name, value in values.items():
            found.setdefault(name, []).append(float(value))
    return found


def detection(out, score):
    rates = roc_curve(out, score, drop_intermediate=False)
    return {
        "auroc": roc_auc_score(out, score),
        "auprOut": average_precision_score(out, score),
        "auprIn": average_precision_score(1 - out, -score),
        "fprAt95Tpr": float(rates[0][rates[1] >= 0.95][0]),
    }


def checked(scores, values):
    for name, own in scores.items():
        assert numpy.abs(own - values[name]).max() < 1e-11, name
    return values


def curve(uncertainty, wrong):
    """Expected risk at each coverage, in expectation over the order of ties."""
    order = numpy.argsort(uncertainty, kind="stable")
    u, w = uncertainty[order], wrong[order].astype(float)
    for value in numpy.unique(u):
        w[u == value] = w[u == value].mean()
    return numpy.cumsum(w) / numpy.arange(1, len(w) + 1)


def made(name, members, out, fracture, digits=None):
    mean = members.mean(axis=0)
    predictive = -(xlogy(mean, mean) + xlog1py(1 - mean, -mean))
    each = numpy.array([two_class(one) for one in members])
    scores = {
        "variance": members.var(axis=0),
        "predictiveEntropy": predictive,
        "meanEntropy": each.mean(axis=0),
        "mutualInformation": predictive - each.mean(axis=0),
        "maximumProbability": 1 - numpy.maximum(mean, 1 - mean),
    }
    if digits is not None:  # what is tied in theory is then tied here
        scores = {score: values.round(digits) for score, values in scores.items()}
    by_members = []
    for size in range(2, len(members) + 1):
        areas = [
            roc_auc_score(out, members[list(subset)].var(axis=0).round(digits or 30))
            for subset in itertools.combinations(range(len(members)), size)
        ]
        by_members.append(
            {
                "members": size,
                "subsets": len(areas),
                "mean": float(numpy.mean(areas)),
                "min": min(areas),
                "max": max(areas),
            }
        )
    wrong = ((mean >= 0.5) != (fracture == 1)).astype(int)
    risks = {score: curve(values, wrong) for score, values in scores.items()}
    return {
        "name": name,
        "members": members.tolist(),
        "out": out.tolist(),
        "fracture": fracture.tolist(),
        "wrong": wrong.tolist(),
        "scores": checked(scores, precise(members)),
        "detection": {score: detection(out, values) for score, values in scores.items()},
        "byMembers": by_members,
        "risk": {score: values.tolist() for score, values in risks.items()},
        "aurc": {score: float(values.mean()) for score, values in risks.items()},
        "oracle": float(curve(wrong, wrong).mean()),
    }


def main():
    rng = numpy.random.default_rng(20210301)
    sets = []
    for name, (count, hard, rate, spread) in {
        "nine members": (9, 105, 207, (0.5, 1.1)),
        "few cases": (3, 6, 11, (1.0, 1.0)),
        "inverted": (5, 40, 40, (1.2, 0.4)),
    }.items():
        out = numpy.array([0] * rate + [1] * hard)
        fracture = (rng.random(len(out)) < numpy.where(out, 0.2, 0.6)).astype(int)
        centre = (2 * fracture - 1) * numpy.where(out, 0.8, 2.5) + rng.normal(0, 1, len(out))
        logits = centre + rng.normal(0, 1, (count, len(out))) * numpy.where(out, spread[1], spread[0])
        sets.append(made(name, 1 / (1 + numpy.exp(-logits)), out, fracture))
    out = numpy.array([0] * 30 + [1] * 18)
    fracture = rng.integers(0, 2, 48)
    sets.append(made("ties", rng.integers(0, 9, (4, 48)) / 8, out, fracture, 12))
    (HERE / "uncertainty.json").write_text(json.dumps(sets) + "\n")


if __name__ == "__main__":
    main()
