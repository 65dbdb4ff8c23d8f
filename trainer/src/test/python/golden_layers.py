"""Small networks with each layer for images, and each normalisation, from PyTorch in double: the
reference of GoldenLayerTest.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_layers.py > ../resources/golden/layers.json
"""

import torch
from torch import nn

from golden_case import case, write


def conv(name, shape, spec, layers, units=2):
    """A network that ends in a dense layer, whose width PyTorch has to be told."""
    module = nn.Sequential(*layers, nn.Flatten(), nn.LazyLinear(units))
    module(torch.zeros(2, *shape))
    return case(name, shape, [*spec, {"flatten": {}}, {"dense": {"units": units}}], module)


CASES = [
    conv(
        "conv2d",
        (2, 5, 6),
        [{"conv2d": {"filters": 3, "kernel": [3, 2], "activation": "tanh"}}],
        [nn.Conv2d(2, 3, (3, 2)), nn.Tanh()],
    ),
    conv(
        "conv2d of many channels",
        (12, 6, 5),
        [{"conv2d": {"filters": 4, "kernel": 3, "activation": "relu"}}],
        [nn.Conv2d(12, 4, 3), nn.ReLU()],
    ),
    conv(
        "conv2d of many channels with padding",
        (12, 4, 5),
        [{"conv2d": {"filters": 4, "kernel": 3, "padding": 1, "activation": "relu"}}],
        [nn.Conv2d(12, 4, 3, padding=1), nn.ReLU()],
    ),
    conv(
        "conv2d, same",
        (1, 4, 5),
        [{"conv2d": {"filters": 3, "kernel": [2, 4], "padding": "same"}}],
        [nn.Conv2d(1, 3, (2, 4), padding="same")],
    ),
    conv(
        "conv2d with strides",
        (3, 7, 8),
        [{"conv2d": {"filters": 2, "kernel": 3, "stride": [2, 3], "padding": [1, 0]}}],
        [nn.Conv2d(3, 2, 3, stride=(2, 3), padding=(1, 0))],
    ),
    conv(
        "two conv2d",
        (1, 8, 8),
        [
            {"conv2d": {"filters": 4, "kernel": 3, "activation": "relu"}},
            {"conv2d": {"filters": 3, "kernel": 3, "stride": 2, "activation": "tanh"}},
        ],
        [nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Conv2d(4, 3, 3, stride=2), nn.Tanh()],
    ),
]

write(CASES)
