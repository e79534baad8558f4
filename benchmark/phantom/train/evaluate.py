"""Figures on the validation fold: discrimination by case, view and kind, and the thresholds."""

import numpy
from sklearn.metrics import average_precision_score, log_loss, precision_recall_curve, roc_auc_score


def by_case(images, probabilities):
    """{"PA" | "LAT" | "case": (labels, probabilities, kinds, subtle)}; a case is the mean of its views."""
    cases = {}
    for image, probability in zip(images, probabilities):
        cases.setdefault(image.case, {"image": image})[image.view] = probability
    table = {}
    for unit in ("PA", "LAT", "case"):
        score = [(c["PA"] + c["LAT"]) / 2 if unit == "case" else c[unit] for c in cases.values()]
        table[unit] = (
            numpy.array([c["image"].fracture for c in cases.values()]),
            numpy.array(score),
            numpy.array([c["image"].kind for c in cases.values()]),
            numpy.array([c["image"].subtle for c in cases.values()]),
        )
    return table


def summary(scores):
    """What is watched after each epoch."""
    labels, probability = scores["case"][:2]
    return {
        "auroc": roc_auc_score(labels, probability),
        "aurocPA": roc_auc_score(*scores["PA"][:2]),
        "aurocLAT": roc_auc_score(*scores["LAT"][:2]),
        "logLoss": log_loss(labels, probability),
    }


def threshold_of_f1(labels, probability):
    """The threshold of greatest F1 and that F1.

    Any cut between the lowest accepted and the highest rejected score gives the same F1; the middle, to as
    few decimals as stay between them, is the one least touched by rounding.
    """
    precision, recall, cuts = precision_recall_curve(labels, probability)
    f1 = 2 * precision[:-1] * recall[:-1] / numpy.maximum(precision[:-1] + recall[:-1], 1e-12)
    best = int(numpy.argmax(f1))
    below = probability[probability < cuts[best]]
    middle = float(cuts[best] + below.max()) / 2 if len(below) else float(cuts[best])
    for decimals in range(3, 16):
        threshold = round(middle, decimals)
        if numpy.array_equal(probability >= threshold, probability >= cuts[best]):
            break
    return threshold, float(f1[best])


def figures(scores):
    """Everything that is reported of the validation fold."""
    out = {}
    for unit, (labels, probability, kinds, subtle) in scores.items():
        threshold, f1 = threshold_of_f1(labels, probability)
        positive = probability >= threshold
        groups = {}
        for kind in sorted(set(kinds)):
            mine = kinds == kind
            for name, part in groups_of(kind, mine, subtle):
                fractured = bool(labels[part].all())
                against = part | (labels != labels[part][0])
                groups[name] = {
                    "cases": int(part.sum()),
                    "fractured": fractured,
                    # Fractured kinds against all normals, normal kinds against all fractures.
                    "auroc": roc_auc_score(labels[against], probability[against]),
                    "calledFractured": float(positive[part].mean()),
                }
        out[unit] = {
            "cases": len(labels),
            "fractures": int(labels.sum()),
            "auroc": roc_auc_score(labels, probability),
            "aupr": average_precision_score(labels, probability),
            "threshold": threshold,
            "f1": f1,
            "sensitivity": float(positive[labels == 1].mean()),
            "specificity": float((~positive)[labels == 0].mean()),
            "kinds": groups,
        }
    return out


def groups_of(kind, mine, subtle):
    plain, faint = mine & (subtle == 0), mine & (subtle == 1)
    yield from ((name, part) for name, part in ((kind, plain), (f"{kind}, subtle", faint)) if part.any())
