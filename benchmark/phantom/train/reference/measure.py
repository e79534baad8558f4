"""Out-of-fold figures: landmarks, discrimination, thresholds, temperatures."""

import numpy
from scipy.optimize import minimize_scalar
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

import cohort  # noqa: F401  makes the baseline's modules importable
from evaluate import threshold_of_f1
from stages import softmax

WITHIN = (1, 1.5, 2, 3, 4, 5)  # mm


def landmark_errors(images, landmarks):
    """Distances between predicted and true points: mean, median, 95th percentile and recall, by point too."""
    errors = numpy.array(
        [
            numpy.linalg.norm((found - one.landmarks) * one.size, axis=1) * one.spacing
            for one, found in zip(images, landmarks)
        ]
    )
    centres = numpy.array(
        [
            numpy.linalg.norm((found - one.landmarks).mean(axis=0) * one.size) * one.spacing
            for one, found in zip(images, landmarks)
        ]
    )
    return {
        "points": int(errors.size),
        "mean": float(errors.mean()),
        "median": float(numpy.median(errors)),
        "p95": float(numpy.percentile(errors, 95)),
        "meanOfPoint": errors.mean(axis=0).tolist(),
        "recall": {str(limit): float((errors <= limit).mean()) for limit in WITHIN},
        # What decides the crop: how far off the mean of the three points is.
        "centre": {"mean": float(centres.mean()), "p95": float(numpy.percentile(centres, 95))},
    }


def discrimination(labels, probabilities, threshold):
    positive = probabilities >= threshold
    hits = int((positive & (labels == 1)).sum())
    return {
        "images": len(labels),
        "fractures": int(labels.sum()),
        "auroc": roc_auc_score(labels, probabilities),
        "aupr": average_precision_score(labels, probabilities),
        "threshold": threshold,
        "accuracy": float((positive == (labels == 1)).mean()),
        "f1": 2 * hits / max(1, int(positive.sum() + labels.sum())),
        "sensitivity": float(positive[labels == 1].mean()),
        "specificity": float((~positive)[labels == 0].mean()),
    }


def classification(views):
    """Figures by view and case; the views' thresholds have the greatest F1, the case's is their mean, rounded
    to two decimals, as in the paper (METHOD 9).

    views: {view: (images, probabilities)}
    """
    figures, cases = {}, {}
    for view, (images, probabilities) in views.items():
        labels = numpy.array([one.fracture for one in images])
        figures[view] = discrimination(labels, probabilities, threshold_of_f1(labels, probabilities)[0])
        for one, probability in zip(images, probabilities):
            cases.setdefault(one.case, (one.fracture, []))[1].append(probability)
    labels = numpy.array([fracture for fracture, _ in cases.values()])
    means = numpy.array([numpy.mean(both) for _, both in cases.values()])
    threshold = round(float(numpy.mean([one["threshold"] for one in figures.values()])), 2)
    return {**figures, "case": discrimination(labels, means, threshold)}


def ensemble(images, members):
    """Out-of-fold figures of a view's members: each on the fold it held out, and its temperature there."""
    labels = numpy.array([one.fracture for one in images])
    each = []
    for held, logits in zip(members["held"], members["logits"]):
        truth = labels[held]
        temperature = fitted_temperature(truth, logits)
        each.append(
            {
                "auroc": roc_auc_score(truth, softmax(logits)[:, 1]),
                "temperature": temperature,
                "logLoss": negative_log_likelihood(truth, logits, 1.0),
                "logLossTempered": negative_log_likelihood(truth, logits, temperature),
            }
        )
    return each


def fitted_temperature(labels, logits):
    """What the logits are divided by for the least log loss, within 1/20 to 20."""
    best = minimize_scalar(
        lambda power: negative_log_likelihood(labels, logits, float(numpy.exp(power))),
        bounds=(-numpy.log(20), numpy.log(20)),
        method="bounded",
    )
    return round(float(numpy.exp(best.x)), 4)


def negative_log_likelihood(labels, logits, temperature):
    return log_loss(labels, softmax(logits, temperature)[:, 1], labels=[0, 1])
