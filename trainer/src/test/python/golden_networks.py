"""Losses, logits and gradients of small dense networks from PyTorch in double, the reference of
GoldenNetworkTest: every activation with every loss, unequal row weights.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_networks.py > ../resources/golden/networks.json
"""

import json
import math

import torch
from torch.nn import functional

ROWS, INPUTS, HIDDEN, OUTPUTS = 5, 4, 6, 3

torch.set_default_dtype(torch.float64)

ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": torch.relu,
    "leaky-relu": lambda z: functional.leaky_relu(z, 0.125),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softmax": lambda z: torch.softmax(z, dim=1),
}


def per_unit(z):
    names = ["tanh", "relu", "sigmoid", "identity", "leaky-relu", "tanh"]
    return torch.stack([ACTIVATIONS[name](z[:, i]) for i, name in enumerate(names)], dim=1)


def single(x):
    """The nearest single-precision number, so that both sides begin at the same point."""
    return torch.tensor(x).float().double()


def wave(size, phase, scale):
    return single([scale * math.sin(1.7 * i + phase) for i in range(size)])


def losses(name, z, targets):
    return {
        "mse": lambda: ((z - targets) ** 2).mean(dim=1),
        "binary-cross-entropy": lambda: functional.binary_cross_entropy_with_logits(
            z, targets, reduction="none"
        ).mean(dim=1),
        "softmax-cross-entropy": lambda: functional.cross_entropy(
            z, targets[:, 0].long(), reduction="none"
        ),
    }[name]()


TARGETS = {
    "mse": wave(ROWS * OUTPUTS, 0.3, 2).reshape(ROWS, OUTPUTS),
    "binary-cross-entropy": torch.tensor(
        [[0, 1, 1], [1, 0, 0], [0, 0, 1], [1, 1, 1], [0, 1, 0]], dtype=torch.float64
    ),
    "softmax-cross-entropy": torch.tensor([[2], [0], [1], [1], [2]], dtype=torch.float64),
}


def case(activation, function, loss):
    x = wave(ROWS * INPUTS, 0.1, 1.5).reshape(ROWS, INPUTS).requires_grad_()
    w1 = wave(HIDDEN * INPUTS, 1.0, 0.8).reshape(HIDDEN, INPUTS).requires_grad_()
    b1 = wave(HIDDEN, 2.0, 0.3).requires_grad_()
    w2 = wave(OUTPUTS * HIDDEN, 3.0, 0.9).reshape(OUTPUTS, HIDDEN).requires_grad_()
    b2 = wave(OUTPUTS, 4.0, 0.2).requires_grad_()
    weights = torch.tensor([1, 0.5, 2, 0.25, 3], dtype=torch.float64)
    z = function(x @ w1.T + b1) @ w2.T + b2
    total = (weights * losses(loss, z, TARGETS[loss])).sum()
    total.backward()
    parameters = [w1, b1, w2, b2]
    return {
        "activation": activation,
        "loss": loss,
        "inputs": x.flatten().tolist(),
        "targets": TARGETS[loss].flatten().tolist(),
        "weights": weights.tolist(),
        "parameters": [v for p in parameters for v in p.flatten().tolist()],
        "logits": z.flatten().tolist(),
        "sum": total.item(),
        "gradient": [v for p in parameters for v in p.grad.flatten().tolist()],
        "inputGradient": x.grad.flatten().tolist(),
    }


print(f'{{"torch": "{torch.__version__}", "cases": [')
print(
    ",\n".join(
        json.dumps(case(activation, function, loss))
        for activation, function in [*ACTIVATIONS.items(), ("per-unit", per_unit)]
        for loss in TARGETS
    )
)
print("]}")
