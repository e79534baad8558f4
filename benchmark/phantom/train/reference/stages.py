"""The three stages of a view: localizers by fold, classifiers by fold, members of the deep ensemble.

Every figure is out-of-fold: a radiograph's landmarks are those of the localizer that didn't see its patient,
cut out with them it is scored by the classifier that didn't either.
"""

import numpy
import torch

import fit
import regions
import vary
from networks import Classifier, Localizer
from settings import FOLDS


def localizers(images, settings, run):
    """Returns {"networks", "records", "centre", "landmarks": out-of-fold, one 3 x 2 an image}."""
    size = settings.localizer_size
    whole = [regions.whole(one, size) for one in images]
    centre = regions.standardisation(whole)

    def sample(one, random):
        pixels, points = vary.whole_image(one, size, random)
        return fit.standard(pixels, centre), points.astype(numpy.float32)

    def loss(points, truth):
        # A fifth of the size counts as 1, so that the classifier's rate suits.
        return 5 * (points - truth).abs().mean()

    made, landmarks = [], numpy.zeros((len(images), 3, 2))
    for fold in range(FOLDS):
        rest, held = split(images, fold)
        name = f"{images[0].view.lower()}-localizer-{fold}"
        make = lambda: Localizer(size)  # noqa: E731
        items = [images[i] for i in rest]
        made.append(fit.fitted(make, sample, items, loss, "localizer", name, settings, run))
        landmarks[held] = fit.outputs(made[-1][0], [whole[i] for i in held], centre)
    return {**parts(made), "centre": centre, "landmarks": landmarks}


def classifiers(images, found, settings, run):
    """Returns {"networks", "records", "centre", "probabilities": out-of-fold, means of ten crops}.

    found: what `localizers` returned.
    """
    centre = regions.standardisation(regions.square(one, one.landmarks, settings.region) for one in images)
    made, probabilities = [], numpy.zeros(len(images))
    for fold in range(FOLDS):
        rest, held = split(images, fold)
        items = [images[i] for i in rest]
        made.append(crop_network(items, "classifier", fold, centre, settings, run))
        for i in held:
            crops = regions.ten_crops(square(images, found, i, settings), settings.crop)
            logits = fit.outputs(made[-1][0], list(crops), centre)
            probabilities[i] = softmax(logits)[:, 1].mean()
    return {**parts(made), "centre": centre, "probabilities": probabilities}


def members(images, found, centre, settings, run):
    """Returns {"networks", "records", "held": indices a member, "logits": of these, n x 2 a member}.

    Member m holds fold m mod 5 out, for its temperature; it sees the centre crop alone.
    """
    made, out, logits = [], [], []
    for member in range(settings.members):
        rest, held = split(images, member % FOLDS)
        made.append(crop_network([images[i] for i in rest], "member", member, centre, settings, run))
        crops = [
            regions.ten_crops(square(images, found, i, settings), settings.crop)[0] for i in held
        ]
        out.append(held)
        logits.append(fit.outputs(made[-1][0], crops, centre))
    return {**parts(made), "held": out, "logits": logits}


def crop_network(items, stage, number, centre, settings, run):
    def sample(one, random):
        pixels = vary.crop(one, settings.region, settings.crop, random)
        return fit.standard(pixels, centre), one.fracture

    name = f"{items[0].view.lower()}-{stage}-{number}"
    cross_entropy = torch.nn.functional.cross_entropy
    return fit.fitted(Classifier, sample, items, cross_entropy, stage, name, settings, run)


def square(images, found, i, settings):
    return regions.square(images[i], found["landmarks"][i], settings.region)


def split(images, fold):
    """Indices of the images of the other folds, and of this one."""
    held = [i for i, one in enumerate(images) if one.fold == fold]
    return [i for i, one in enumerate(images) if one.fold != fold], held


def parts(made):
    return {"networks": [network for network, _ in made], "records": [record for _, record in made]}


def softmax(logits, temperature=1.0):
    scaled = logits / temperature
    powers = numpy.exp(scaled - scaled.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
