"""The three stages of a view: localizers by fold, classifiers by fold, members of the deep ensemble.

Every figure is out-of-fold: a radiograph's landmarks are those of the localizer that didn't see its patient,
cut out with them it is scored by the classifier that didn't either.
"""

import numpy
from torch.nn.functional import binary_cross_entropy_with_logits as with_logits
from torch.nn.functional import cross_entropy

import fit
import regions
import vary
from networks import Classifier, Localizer
from settings import FOLDS


def localizers(images, settings, runs):
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
        made.append(fit.fitted(make, sample, items, loss, "localizer", name, settings, runs))
        landmarks[held] = fit.outputs(made[-1][0], [whole[i] for i in held], centre)
    return {**parts(made), "centre": centre, "landmarks": landmarks}


def classifiers(images, found, settings, runs):
    """Returns {"networks", "records", "centre", "probabilities": out-of-fold, means of ten crops}.

    found: what `localizers` returned.
    """
    centre = regions.standardisation(regions.square(one, one.landmarks, settings.region) for one in images)
    made, probabilities = [], numpy.zeros(len(images))
    for fold in range(FOLDS):
        rest, held = split(images, fold)
        items = [images[i] for i in rest]
        made.append(crop_network(items, "classifier", fold, centre, settings, runs))
        for i in held:
            crops = regions.ten_crops(square(images, found, i, settings), settings.crop)
            logits = fit.outputs(made[-1][0], list(crops), centre)
            probabilities[i] = softmax(logits)[:, 1].mean()
    return {**parts(made), "centre": centre, "probabilities": probabilities}


def members(images, found, centre, settings, runs):
    """Returns {"networks", "records", "held": indices a member, "logits": of these, n x 2 a member}.

    Member m holds fold m mod 5 out, for its temperature; it sees the centre crop alone.
    """
    made, out, logits = [], [], []
    for member in range(settings.members):
        rest, held = split(images, member % FOLDS)
        made.append(crop_network([images[i] for i in rest], "member", member, centre, settings, runs))
        crops = [
            regions.ten_crops(square(images, found, i, settings), settings.crop)[0] for i in held
        ]
        out.append(held)
        logits.append(fit.outputs(made[-1][0], crops, centre))
    return {**parts(made), "held": out, "logits": logits}


def crop_network(items, stage, number, centre, settings, runs):
    def sample(one, random):
        pixels, where = vary.crop(one, settings.region, settings.crop, random)
        target = numpy.concatenate([[one.fracture], place_map(where, settings.crop).ravel()])
        return fit.standard(pixels, centre), target.astype(numpy.float32)

    def loss(output, target):
        logits, places = output
        return cross_entropy(logits, target[:, 0].long()) + settings.place_weight * with_logits(
            places.flatten(1), target[:, 1:], reduction="sum"
        ) / len(target)

    name = f"{items[0].view.lower()}-{stage}-{number}"
    return fit.fitted(Classifier, sample, items, loss, stage, name, settings, runs)


def place_map(where, crop):
    """How near each 16 x 16 pixels are to the fracture, 0-1; all 0 without one."""
    cells = numpy.arange(crop // Classifier.stride) + 0.5
    if where is None:
        return numpy.zeros((len(cells), len(cells)))
    across, down = (numpy.exp(-((cells - (at + 0.5) / Classifier.stride) ** 2) / 1.3) for at in where)
    return numpy.outer(down, across)


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
