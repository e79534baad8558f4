"""Trains the baseline on folds 1-4 of the training split; fold 0 chooses the epoch.

A killed run goes on from its last epoch with the same result: every epoch draws from its own seed.
"""

import copy
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from augment import augmented
from data import resize
from evaluate import by_case, summary
from model import Baseline

VALIDATION_FOLD = 0


@dataclass(frozen=True)
class Settings:
    size: int = 128
    epochs: int = 20
    batch: int = 32
    rate: float = 4e-3
    weight_decay: float = 0.02
    smoothing: float = 0.02
    place_weight: float = 0.1
    averaging: float = 0.995
    seed: int = 20240607


def deterministic(seed):
    """One thread: the figures then depend on the build of torch only, and small maps gain nothing from two."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)


def standardisation(images, size):
    """Mean and standard deviation of the prepared training images on the scale 0-1, to 4 decimals."""
    total = squares = count = 0.0
    for image in images:
        values = resize(image.pixels, size).astype(numpy.float64) / 255
        total, squares, count = total + values.sum(), squares + (values**2).sum(), count + values.size
    mean = total / count
    return round(mean, 4), round((squares / count - mean**2) ** 0.5, 4)


def batches(images, settings, epoch):
    """One shuffled pass over the images: pixels 0-255 [B, 1, S, S], labels [B], place maps [B, s, s]."""
    random = numpy.random.default_rng([settings.seed, epoch])
    order = random.permutation(len(images))
    cells = numpy.arange(settings.size // Baseline.stride) + 0.5
    for start in range(0, len(order) - settings.batch + 1, settings.batch):
        pixels, labels, places = [], [], []
        for i in order[start : start + settings.batch]:
            picture, where = augmented(images[i], settings.size, random)
            place = numpy.zeros((len(cells), len(cells)))
            if where is not None:
                across, down = [numpy.exp(-((cells - (at + 0.5) / Baseline.stride) ** 2) / 1.3) for at in where]
                place = numpy.outer(down, across)
            pixels.append(picture)
            labels.append(images[i].fracture)
            places.append(place)
        yield (
            torch.from_numpy(numpy.stack(pixels)[:, None]),
            torch.tensor(labels, dtype=torch.float32),
            torch.from_numpy(numpy.stack(places).astype(numpy.float32)),
        )


def predict(network, images, size, mean, std):
    """P(fracture) of images as the runner prepares them, in their order."""
    network.eval()
    found = []
    with torch.no_grad():
        for start in range(0, len(images), 64):
            part = [resize(image.pixels, size) for image in images[start : start + 64]]
            x = (torch.from_numpy(numpy.stack(part)[:, None]) / 255 - mean) / std
            found.append(torch.sigmoid(network(x)[0]))
    return torch.cat(found).numpy().astype(numpy.float64)


def train(images, work, settings):
    """Returns the chosen network, mean, std and the history (one record an epoch)."""
    deterministic(settings.seed)
    work = Path(work)
    work.mkdir(parents=True, exist_ok=True)
    training = [image for image in images if image.fold != VALIDATION_FOLD]
    validation = [image for image in images if image.fold == VALIDATION_FOLD]
    network = Baseline()
    mean = copy.deepcopy(network).requires_grad_(False)
    optimiser = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.weight_decay)
    steps = len(training) // settings.batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, settings.rate, epochs=settings.epochs, steps_per_epoch=steps, pct_start=0.15
    )
    state = {"history": [], "best": None, "centre": standardisation(training, settings.size)}
    checkpoint = work / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        if saved["settings"] != asdict(settings) or saved["cases"] != [i.case for i in images]:
            raise SystemExit(f"{checkpoint} is of another run: remove it or name another folder")
        network.load_state_dict(saved["network"])
        mean.load_state_dict(saved["mean"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        state = saved["state"]
    for epoch in range(len(state["history"]), settings.epochs):
        began = time.time()
        torch.manual_seed(settings.seed + epoch)
        loss = one_epoch(network, mean, optimiser, schedule, training, settings, epoch, state["centre"])
        scores = by_case(validation, predict(mean, validation, settings.size, *state["centre"]))
        record = {"epoch": epoch + 1, "loss": loss, **summary(scores), "seconds": time.time() - began}
        state["history"].append(record)
        print(json.dumps({k: round(v, 4) for k, v in record.items()}), flush=True)
        # Later epochs win ties: AUROC first, as the thresholds are chosen afterwards.
        if state["best"] is None or record["auroc"] >= state["best"]["auroc"]:
            state["best"] = {**record, "weights": copy.deepcopy(mean.state_dict())}
        save(checkpoint, network, mean, optimiser, schedule, state, settings, images)
    mean.load_state_dict(state["best"]["weights"])
    return mean, state


def one_epoch(network, mean, optimiser, schedule, images, settings, epoch, centre):
    network.train()
    losses = []
    for pixels, labels, places in batches(images, settings, epoch):
        logits, maps = network((pixels / 255 - centre[0]) / centre[1])
        target = labels * (1 - 2 * settings.smoothing) + settings.smoothing
        loss = cross_entropy(logits, target)
        total = loss + settings.place_weight * cross_entropy(maps, places, reduction="sum") / len(labels)
        optimiser.zero_grad()
        total.backward()
        optimiser.step()
        schedule.step()
        average(mean, network, settings.averaging)
        losses.append(loss.item())
    return float(numpy.mean(losses))


def average(mean, network, keep):
    """Exponential moving average of weights and batch statistics."""
    with torch.no_grad():
        for kept, now in zip(mean.state_dict().values(), network.state_dict().values()):
            if kept.dtype.is_floating_point:
                kept.mul_(keep).add_(now, alpha=1 - keep)
            else:
                kept.copy_(now)


def save(checkpoint, network, mean, optimiser, schedule, state, settings, images):
    new = checkpoint.with_suffix(".new")
    torch.save(
        {
            "network": network.state_dict(),
            "mean": mean.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
            "state": state,
            "settings": asdict(settings),
            "cases": [i.case for i in images],
        },
        new,
    )
    new.rename(checkpoint)
