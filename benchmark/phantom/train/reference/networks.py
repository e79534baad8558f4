"""The networks: an hourglass with soft-argmax, and an SE-ResNet, both small."""

import torch
from torch import nn
from torch.nn.functional import interpolate, max_pool2d
from torch.nn.utils.fusion import fuse_conv_bn_eval

POINTS = 3


def convolution(inputs, outputs, stride=1, kernel=3):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)
    )


class Excitation(nn.Module):
    """Squeeze and excitation (Hu et al. 2018): each channel weighed by what all of them see on average."""

    def __init__(self, channels):
        super().__init__()
        self.weigh = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, channels // 8, 1),
            nn.ReLU(),
            nn.Conv2d(channels // 8, channels, 1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        return x * self.weigh(x)


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut (He et al. 2016), with excitation where asked."""

    def __init__(self, inputs, outputs, stride=1, excited=False):
        super().__init__()
        self.path = nn.Sequential(
            convolution(inputs, outputs, stride),
            nn.ReLU(),
            convolution(outputs, outputs),
            Excitation(outputs) if excited else nn.Identity(),
        )
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else convolution(inputs, outputs, stride, kernel=1)

    def forward(self, x):
        return torch.relu(self.path(x) + self.shortcut(x))


class Hourglass(nn.Module):
    """Down `depth` times and up again, with a shortcut at each size (Newell et al. 2016)."""

    def __init__(self, width, depth):
        super().__init__()
        self.beside = Residual(width, width)
        self.down = Residual(width, width)
        self.within = Hourglass(width, depth - 1) if depth > 1 else Residual(width, width)
        self.up = Residual(width, width)

    def forward(self, x):
        small = self.up(self.within(self.down(max_pool2d(x, 2))))
        return self.beside(x) + interpolate(small, scale_factor=2.0, mode="nearest")


class Localizer(nn.Module):
    """Standardised image [N, 1, S, S] to points [N, 3, 2]: (x, y) as fractions of width and height.

    Each point is the mean place under its heat map's softmax, on a grid of a quarter of the image's size.
    """

    def __init__(self, size, width=24):
        super().__init__()
        self.maps = nn.Sequential(
            convolution(1, 16, stride=2, kernel=5),
            nn.ReLU(),
            Residual(16, width, stride=2),
            Hourglass(width, depth=3),
            nn.Conv2d(width, POINTS, 1),
        )
        cells = size // 4
        self.register_buffer("places", (torch.arange(cells) + 0.5) / cells, persistent=False)

    def forward(self, x):
        maps = self.maps(x)
        weights = torch.softmax(maps.flatten(2), dim=2).reshape(maps.shape)
        across = (weights.sum(2) * self.places).sum(2)
        down = (weights.sum(3) * self.places).sum(2)
        return torch.stack([across, down], dim=2)


class Classifier(nn.Module):
    """Standardised crop [N, 1, S, S] to two logits [N, 2]; the second is the fracture's.

    In training the last feature maps also have to say where the fracture lies: a logit for each 16 x 16
    pixels [N, S / 16, S / 16], returned beside. `compact` leaves that out.
    """

    stride = 16

    def __init__(self, widths=(16, 32, 48, 80)):
        super().__init__()
        first, second, third, last = widths
        self.features = nn.Sequential(
            convolution(1, first, stride=2),
            nn.ReLU(),
            Residual(first, second, 2, excited=True),
            Residual(second, third, 2, excited=True),
            Residual(third, third, 1, excited=True),
            Residual(third, last, 2, excited=True),
        )
        self.dropout = nn.Dropout(0.5)
        self.head = nn.Linear(last, 2)
        self.place = nn.Conv2d(last, 1, 1)

    def forward(self, x):
        maps = self.features(x)
        logits = self.head(self.dropout(maps.mean((2, 3))))
        return (logits, self.place(maps)[:, 0]) if self.training else logits


def compact(network):
    """In place, as it is stored and measured: batch normalisation folded into the convolutions, weights
    rounded to half precision (computed with in single precision)."""
    network.eval()
    fold(network)
    if isinstance(network, Classifier):
        network.place = None
    with torch.no_grad():
        for weights in network.parameters():
            weights.copy_(weights.half().float())
    return network


def fold(module):
    for name, child in module.named_children():
        pair = isinstance(child, nn.Sequential) and len(child) == 2
        if pair and isinstance(child[0], nn.Conv2d) and isinstance(child[1], nn.BatchNorm2d):
            setattr(module, name, fuse_conv_bn_eval(child[0], child[1]))
        else:
            fold(child)
