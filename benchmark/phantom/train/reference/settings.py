"""Everything that is set for a training run; a run's checkpoints lie in a folder named by its digest."""

import hashlib
import json
from dataclasses import asdict, dataclass

VIEWS = ("PA", "LAT")
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
    classifier_epochs: int = 12
    members: int = 9
    localizer_batch: int = 24
    classifier_batch: int = 32
    rate: float = 0.1
    momentum: float = 0.9
    localizer_mixup: float = 0.4
    classifier_mixup: float = 0.7
    classifier_weight_decay: float = 1e-4
    member_weight_decay: float = 5e-4
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
    localizer = stage == "localizer"
    return Recipe(
        epochs=settings.localizer_epochs if localizer else settings.classifier_epochs,
        batch=settings.localizer_batch if localizer else settings.classifier_batch,
        rate=settings.rate,
        momentum=settings.momentum,
        weight_decay={
            "localizer": 0.0,
            "classifier": settings.classifier_weight_decay,
            "member": settings.member_weight_decay,
        }[stage],
        mixup={"localizer": settings.localizer_mixup, "classifier": settings.classifier_mixup, "member": 0.0}[
            stage
        ],
    )


def digest(settings, cohort_bytes):
    """Names a run: the same settings on the same cohort go on where they stopped, others start anew."""
    text = json.dumps(asdict(settings), sort_keys=True).encode()
    return hashlib.sha256(text + hashlib.sha256(cohort_bytes).digest()).hexdigest()[:12]
