"""Everything that is set for a training run, and which checkpoints belong to it."""

import hashlib
import json
from dataclasses import asdict, dataclass

VIEWS = ("PA", "LAT")
STAGES = ("localizer", "classifier", "member")
# Side of the region of interest and how far its centre lies below the landmarks' mean, mm
# (Raisuddin et al. 2021).
REGIONS = {"PA": (70, 15), "LAT": (90, 20)}
FOLDS = 5


@dataclass(frozen=True)
class Settings:
    """Sizes in pixels; the paper's are 256 (localizer), 256 (region) and 224 (crop)."""

    localizer_size: int = 128
    region: int = 128
    crop: int = 112
    localizer_epochs: int = 10
    classifier_epochs: int = 30
    members: int = 9
    localizer_batch: int = 24
    classifier_batch: int = 32
    localizer_rate: float = 0.1
    classifier_rate: float = 0.1
    momentum: float = 0.9
    localizer_mixup: float = 0.4
    classifier_mixup: float = 0.7
    classifier_weight_decay: float = 1e-4
    member_weight_decay: float = 5e-4
    place_weight: float = 0.1
    cases: int = 0  # of the cohort; 0: all
    seed: int = 20240607


@dataclass(frozen=True)
class Recipe:
    """How one network is trained."""

    epochs: int
    batch: int
    rate: float
    momentum: float
    weight_decay: float
    mixup: float  # alpha; 0: none


def recipe(settings, stage):
    """stage: localizer, classifier or member."""
    if stage == "localizer":
        return Recipe(
            epochs=settings.localizer_epochs,
            batch=settings.localizer_batch,
            rate=settings.localizer_rate,
            momentum=settings.momentum,
            weight_decay=0.0,
            mixup=settings.localizer_mixup,
        )
    member = stage == "member"
    return Recipe(
        epochs=settings.classifier_epochs,
        batch=settings.classifier_batch,
        rate=settings.classifier_rate,
        momentum=settings.momentum,
        weight_decay=settings.member_weight_decay if member else settings.classifier_weight_decay,
        mixup=0.0 if member else settings.classifier_mixup,
    )


def checkpoint_folder(settings, stage, cohort_bytes):
    """Named by all that a stage's networks depend on: with any of it changed they are trained anew."""
    own = [settings.region, settings.crop, settings.place_weight]
    if stage == "localizer":
        own = [settings.localizer_size]
    told = [stage, asdict(recipe(settings, stage)), own, settings.cases, settings.seed]
    cohort = hashlib.sha256(cohort_bytes).hexdigest()
    return f"{stage}-{hashlib.sha256(json.dumps([told, cohort]).encode()).hexdigest()[:12]}"
