"""Small networks with each layer for images, and each normalisation, from PyTorch in double: the
reference of GoldenLayerTest.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_layers.py > ../resources/golden/layers.json
"""

import torch
from torch import nn

from golden_case import case, write


class Transposed(nn.Module):
    """A module that wants channels first, for sequences: rows x steps x features."""

    def __init__(self, module):
        super().__init__()
        self.module = module

    def forward(self, x):
        return self.module(x.transpose(1, 2)).transpose(1, 2)


def headed(name, shape, spec, layers, units=2):
    """A network that ends in a dense layer, whose width PyTorch has to be told."""
    module = nn.Sequential(*layers, nn.Flatten(), nn.LazyLinear(units))
    module(torch.zeros(2, *shape))
    return case(name, shape, [*spec, {"flatten": {}}, {"dense": {"units": units}}], module)


CASES = [
    headed(
        "conv2d",
        (2, 5, 6),
        [{"conv2d": {"filters": 3, "kernel": [3, 2], "activation": "tanh"}}],
        [nn.Conv2d(2, 3, (3, 2)), nn.Tanh()],
    ),
    headed(
        "conv2d of many channels",
        (12, 6, 5),
        [{"conv2d": {"filters": 4, "kernel": 3, "activation": "relu"}}],
        [nn.Conv2d(12, 4, 3), nn.ReLU()],
    ),
    headed(
        "conv2d of many channels with padding",
        (12, 4, 5),
        [{"conv2d": {"filters": 4, "kernel": 3, "padding": 1, "activation": "relu"}}],
        [nn.Conv2d(12, 4, 3, padding=1), nn.ReLU()],
    ),
    headed(
        "conv2d, same",
        (1, 4, 5),
        [{"conv2d": {"filters": 3, "kernel": [2, 4], "padding": "same"}}],
        [nn.Conv2d(1, 3, (2, 4), padding="same")],
    ),
    headed(
        "conv2d with strides",
        (3, 7, 8),
        [{"conv2d": {"filters": 2, "kernel": 3, "stride": [2, 3], "padding": [1, 0]}}],
        [nn.Conv2d(3, 2, 3, stride=(2, 3), padding=(1, 0))],
    ),
    headed(
        "two conv2d",
        (1, 8, 8),
        [
            {"conv2d": {"filters": 4, "kernel": 3, "activation": "relu"}},
            {"conv2d": {"filters": 3, "kernel": 3, "stride": 2, "activation": "tanh"}},
        ],
        [nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Conv2d(4, 3, 3, stride=2), nn.Tanh()],
    ),
    headed(
        "max-pool",
        (2, 5, 6),
        [{"conv2d": {"filters": 3, "kernel": 2}}, {"max-pool": {"size": 2}}],
        [nn.Conv2d(2, 3, 2), nn.MaxPool2d(2)],
    ),
    headed(
        "max-pool of rectified numbers, with ties",
        (1, 6, 6),
        [
            {"conv2d": {"filters": 2, "kernel": 3, "padding": 1, "activation": "relu"}},
            {"max-pool": {"size": [3, 2], "stride": [2, 1], "padding": [1, 0]}},
        ],
        [nn.Conv2d(1, 2, 3, padding=1), nn.ReLU(), nn.MaxPool2d((3, 2), (2, 1), (1, 0))],
    ),
    headed(
        "average-pool",
        (2, 5, 7),
        [{"average-pool": {"size": [2, 3], "stride": 2, "padding": 1}}],
        [nn.AvgPool2d((2, 3), 2, 1)],
    ),
    headed("global-max-pool", (3, 2, 4), [{"global-max-pool": {}}], [nn.AdaptiveMaxPool2d(1)]),
    headed(
        "global-average-pool", (3, 2, 4), [{"global-average-pool": {}}], [nn.AdaptiveAvgPool2d(1)]
    ),
    case(
        "batch-norm",
        (4,),
        [{"dense": {"units": 5}}, {"batch-norm": {}}, {"dense": {"units": 2}}],
        nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Linear(5, 2)),
        rows=6,
    ),
    headed(
        "batch-norm of images",
        (2, 4, 5),
        [
            {"conv2d": {"filters": 3, "kernel": 2}},
            {"batch-norm": {"momentum": 0.25, "epsilon": 0.01}},
            {"conv2d": {"filters": 2, "kernel": 1, "activation": "relu"}},
        ],
        [
            nn.Conv2d(2, 3, 2),
            nn.BatchNorm2d(3, momentum=0.25, eps=0.01),
            nn.Conv2d(3, 2, 1),
            nn.ReLU(),
        ],
    ),
    headed(
        "batch-norm of sequences",
        (4, 3),
        [{"batch-norm": {}}, {"dense": {"units": 2, "activation": "tanh"}}],
        [Transposed(nn.BatchNorm1d(3)), nn.Linear(3, 2), nn.Tanh()],
    ),
    headed(
        "layer-norm of sequences",
        (4, 5),
        [{"dense": {"units": 3}}, {"layer-norm": {}}, {"dense": {"units": 2}}],
        [nn.Linear(5, 3), nn.LayerNorm(3), nn.Linear(3, 2)],
    ),
    case(
        "layer-norm",
        (5,),
        [{"layer-norm": {"epsilon": 0.01}}, {"dense": {"units": 2}}],
        nn.Sequential(nn.LayerNorm(5, eps=0.01), nn.Linear(5, 2)),
    ),
    *[
        headed(
            f"conv2d, {spec if isinstance(spec, str) else spec['name']}",
            (1, 3, 4),
            [{"conv2d": {"filters": 3, "kernel": 2, "activation": spec}}],
            [nn.Conv2d(1, 3, 2), activation],
        )
        for spec, activation in [
            ({"name": "elu", "alpha": 0.5}, nn.ELU(0.5)),
            ("gelu", nn.GELU()),
            ("silu", nn.SiLU()),
            ("softplus", nn.Softplus()),
        ]
    ],
    headed(
        "activations of their own",
        (3, 4),
        [{"activation": "softplus"}, {"dense": {"units": 3}}, {"activation": "softmax"}],
        [nn.Softplus(), nn.Linear(4, 3), nn.Softmax(dim=-1)],
    ),
]

write(CASES)
