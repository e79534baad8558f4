"""Trains one network, or takes it from its checkpoint."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from zlib import crc32

import numpy
import torch

from networks import compact
from settings import recipe


def fitted(make, sample, items, loss, stage, name, settings, runs):
    """A network as it is exported, trained where its stage's folder in `runs` has no checkpoint of it.

    make: () -> network; sample: (item, random) -> (float32 pixels already standardised, target);
    loss: (output, target) -> a number; name: the checkpoint's, and the seed's.
    Returns the network and its record {"losses": one an epoch, "seconds"}.
    """
    checkpoint = runs[stage] / f"{name}.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        network = compact(make())
        network.load_state_dict(saved["weights"])
        return network, saved["record"]
    seed = settings.seed + crc32(name.encode())
    torch.manual_seed(seed)
    network = make()
    record = train(network, sample, items, loss, recipe(settings, stage), seed, name)
    compact(network)
    new = checkpoint.with_suffix(".new")
    torch.save({"weights": network.state_dict(), "record": record}, new)
    new.rename(checkpoint)
    return network, record


def train(network, sample, items, loss, how, seed, name):
    optimiser = torch.optim.SGD(
        network.parameters(), how.rate, how.momentum, weight_decay=how.weight_decay, nesterov=how.momentum > 0
    )
    batch = min(how.batch, len(items))
    steps = len(items) // batch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: rate_at(step, how.epochs * steps, warm_up=steps)
    )
    mixing = numpy.random.default_rng([seed, 1])
    record = {"losses": [], "seconds": 0.0}
    for epoch in range(how.epochs):
        began = time.time()
        network.train()
        losses = []
        for pixels, target in batches(sample, items, batch, [seed, 2, epoch]):
            share = mixing.beta(how.mixup, how.mixup) if how.mixup else 1.0
            other = torch.from_numpy(mixing.permutation(batch))
            output = network(share * pixels + (1 - share) * pixels[other])
            value = share * loss(output, target) + (1 - share) * loss(output, target[other])
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            losses.append(value.item())
        seconds = time.time() - began
        record["losses"].append(round(float(numpy.mean(losses)), 5))
        record["seconds"] += seconds
        told = {"model": name, "epoch": epoch + 1, "loss": record["losses"][-1], "seconds": round(seconds, 1)}
        print(json.dumps(told), flush=True)
    return record


def rate_at(step, steps, warm_up):
    """Share of the full rate: rises over the first epoch, divided by ten at 1/2, 2/3 and 5/6 of the steps."""
    if step < warm_up and steps > warm_up:
        return (step + 1) / warm_up
    return 0.1 ** sum(step >= steps * share for share in (1 / 2, 2 / 3, 5 / 6))


def batches(sample, items, batch, seed):
    """One shuffled pass: pixels [B, 1, S, S] and targets; the next batch is made while one is trained on."""
    random = numpy.random.default_rng(seed)
    order = random.permutation(len(items))

    def made(start):
        pairs = [sample(items[i], random) for i in order[start : start + batch]]
        pixels = torch.from_numpy(numpy.stack([pixels for pixels, _ in pairs])[:, None])
        return pixels, torch.from_numpy(numpy.stack([target for _, target in pairs]))

    starts = range(0, len(order) - batch + 1, batch)
    with ThreadPoolExecutor(1) as ahead:
        waiting = ahead.submit(made, starts[0])
        for start in starts[1:]:
            ready, waiting = waiting.result(), ahead.submit(made, start)
            yield ready
        yield waiting.result()


def outputs(network, images, centre, at_once=64):
    """The network's outputs for images 0-255, as float64."""
    found = []
    with torch.no_grad():
        for start in range(0, len(images), at_once):
            part = numpy.stack(images[start : start + at_once])
            found.append(network(torch.from_numpy(standard(part, centre))[:, None]))
    return torch.cat(found).double().numpy()


def standard(pixels, centre):
    return ((pixels / 255 - centre[0]) / centre[1]).astype(numpy.float32)
