"""The baseline network: one small residual CNN for both views."""

import torch
from torch import nn


def convolution(inputs, outputs, stride=1, kernel=3):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
    )


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut (He et al. 2016)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.path = nn.Sequential(
            convolution(inputs, outputs, stride), nn.ReLU(), convolution(outputs, outputs)
        )
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else convolution(inputs, outputs, stride, kernel=1)

    def forward(self, x):
        return torch.relu(self.path(x) + self.shortcut(x))


class Baseline(nn.Module):
    """Standardised image [N, 1, S, S] to the fracture's logit [N].

    Mean and maximum of the last feature maps: the mean sees the alignment of the whole bone, the
    maximum a small local break. In training the features also have to say where the fracture lies
    (`place`, a logit for each 16 x 16 pixels of the input), which the exported network does without.
    """

    stride = 16

    def __init__(self, widths=(24, 32, 64, 96)):
        super().__init__()
        first, second, third, last = widths
        self.features = nn.Sequential(
            convolution(1, first, stride=2),
            nn.ReLU(),
            Residual(first, second, 2),
            Residual(second, third, 2),
            Residual(third, third, 1),
            Residual(third, last, 2),
            Residual(last, last, 1),
        )
        self.place = nn.Conv2d(last, 1, 1)
        self.dropout = nn.Dropout(0.3)
        self.head = nn.Linear(2 * last, 1)

    def classify(self, maps):
        mean = nn.functional.adaptive_avg_pool2d(maps, 1)
        most = nn.functional.adaptive_max_pool2d(maps, 1)
        return self.head(self.dropout(torch.cat([mean, most], 1).flatten(1)))

    def forward(self, x):
        maps = self.features(x)
        return self.classify(maps)[:, 0], self.place(maps)[:, 0]


class Probability(nn.Module):
    """What is exported: image to P(fracture) [N, 1]."""

    def __init__(self, baseline):
        super().__init__()
        self.baseline = baseline

    def forward(self, image):
        return torch.sigmoid(self.baseline.classify(self.baseline.features(image)))
