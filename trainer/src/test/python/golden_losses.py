"""Losses and their gradients in PyTorch, in double: the reference of GoldenLossTest.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_losses.py > ../resources/golden/losses.json

A row's loss is the mean over its outputs, times the row's weight; sums over rows are compared.
PyTorch's Poisson loss lacks what does not depend on the logits, t log t − t. It has no pinball and
no focal loss: those are written out here, and differentiated by PyTorch.
"""

import json

import torch
from torch.nn import functional

ROWS = 8
torch.set_default_dtype(torch.float64)
random = torch.Generator().manual_seed(11)


def pinball(z, t, quantile):
    return torch.maximum(quantile * (t - z), (quantile - 1) * (t - z))


def poisson(z, t):
    loss = functional.poisson_nll_loss(z, t, log_input=True, full=False, reduction="none")
    return loss + torch.special.xlogy(t, t) - t


def focal(entropy, gamma):
    return (1 - torch.exp(-entropy)) ** gamma * entropy


def cross_entropy(z, t, smoothing=0.0):
    labels = t[:, 0].long()
    return functional.cross_entropy(z, labels, label_smoothing=smoothing, reduction="none")


def binary(z, t):
    return functional.binary_cross_entropy_with_logits(z, t, reduction="none")


def case(loss, outputs, targets, of, scale=3.0):
    """One loss: `targets` is numbers, counts, binary or classes; `of` gives each output's loss."""
    z = scale * torch.randn(ROWS, outputs, generator=random)
    z = z.float().double().requires_grad_()
    if targets == "numbers":
        t = (2 * torch.randn(ROWS, outputs, generator=random)).float().double()
    elif targets == "classes":
        t = torch.randint(outputs, (ROWS, 1), generator=random).double()
    else:
        t = torch.randint(2 if targets == "binary" else 9, (ROWS, outputs), generator=random).double()
    weights = torch.randint(1, 9, (ROWS,), generator=random).double() / 4
    losses = of(z, t)
    rows = losses if losses.dim() == 1 else losses.mean(dim=1)
    total = (weights * rows).sum()
    (gradient,) = torch.autograd.grad(total, z)
    return {
        "loss": loss,
        "outputs": outputs,
        "logits": z.flatten().tolist(),
        "target-width": t.shape[1],
        "targets": t.flatten().tolist(),
        "weights": weights.tolist(),
        "sum": total.item(),
        "gradient": gradient.flatten().tolist(),
    }


def mse(z, t):
    return functional.mse_loss(z, t, reduction="none")


def mae(z, t):
    return functional.l1_loss(z, t, reduction="none")


def huber(z, t, delta):
    return functional.huber_loss(z, t, delta=delta, reduction="none")


cases = [
    case({"name": "mse"}, 3, "numbers", mse),
    case({"name": "mae"}, 3, "numbers", mae),
    case({"name": "huber", "delta": 1.0}, 1, "numbers", lambda z, t: huber(z, t, 1.0)),
    case({"name": "huber", "delta": 2.5}, 3, "numbers", lambda z, t: huber(z, t, 2.5)),
    case({"name": "quantile", "quantile": 0.9}, 2, "numbers", lambda z, t: pinball(z, t, 0.9)),
    case({"name": "poisson"}, 2, "counts", poisson),
    case({"name": "binary-cross-entropy"}, 1, "binary", binary),
    case({"name": "binary-cross-entropy"}, 4, "binary", binary),
    case({"name": "binary-cross-entropy"}, 2, "binary", binary, scale=30),
    case({"name": "binary-focal", "gamma": 2.0}, 3, "binary", lambda z, t: focal(binary(z, t), 2.0)),
    case({"name": "binary-focal", "gamma": 0.5}, 1, "binary", lambda z, t: focal(binary(z, t), 0.5)),
    case({"name": "softmax-cross-entropy"}, 5, "classes", cross_entropy),
    case({"name": "softmax-cross-entropy"}, 3, "classes", cross_entropy, scale=30),
    case(
        {"name": "softmax-cross-entropy", "label-smoothing": 0.1},
        4,
        "classes",
        lambda z, t: cross_entropy(z, t, 0.1),
    ),
    case(
        {"name": "softmax-focal", "gamma": 2.0},
        5,
        "classes",
        lambda z, t: focal(cross_entropy(z, t), 2.0),
    ),
    case(
        {"name": "softmax-focal", "gamma": 0.5},
        3,
        "classes",
        lambda z, t: focal(cross_entropy(z, t), 0.5),
    ),
]
print(json.dumps({"torch": torch.__version__.split("+")[0], "cases": cases}))
