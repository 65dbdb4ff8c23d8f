"""What golden_layers.py and golden_sequences.py have in common: a small network, what it computes
and what five steps of gradient descent make of it, from PyTorch in double."""

import json
import math

import torch

STEPS, LEARNING_RATE = 5, 0.1

torch.set_default_dtype(torch.float64)


def single(x):
    """The nearest single-precision number, so that both sides begin at the same point."""
    return torch.as_tensor(x, dtype=torch.float64).float().double()


def wave(shape, phase, scale):
    size = math.prod(shape)
    return single([scale * math.sin(1.7 * i + phase) for i in range(size)]).reshape(shape)


def flat(tensors):
    """To nine digits: they tell a single-precision number exactly."""
    return [float(f"{v:.9g}") for t in tensors for v in t.detach().flatten().tolist()]


def padded(x, lengths):
    x = x.detach().clone()
    for row, length in zip(x, lengths):
        row[length:] = math.nan
    return ["NaN" if math.isnan(v) else v for v in flat([x])]


def statistics(module):
    """The running statistics, in the order of the layers."""
    return [b for name, b in module.named_buffers() if not name.endswith("num_batches_tracked")]


def case(
    name,
    input_shape,
    network,
    module,
    rows=4,
    parameters=None,
    layout=None,
    x=None,
    scale=0.8,
    lengths=None,
):
    """One case.

    network: as in a job spec; module: the same in PyTorch, whose outputs are flattened
    parameters: of the module, in the order of our layers; all of them by default
    layout: turns a list of tensors like them (weights or gradients) into the list that our
        parameter array holds; the identity by default
    x: inputs; numbers by default. Gradients with respect to them are left out for token ids
    lengths: of the rows, where they are unequal and the module takes them; numbers beyond them
        are written as NaN, which JSON has as a text only
    """
    parameters = list(module.parameters()) if parameters is None else parameters
    layout = layout or (lambda tensors: tensors)
    with torch.no_grad():
        for i, p in enumerate(parameters):
            p.copy_(wave(p.shape, 1.0 + i, scale / math.sqrt(max(1, p[0].numel()))))
            if p.dim() == 1:
                p.add_(0.25)
                p.copy_(single(p))
    x = wave((rows, *input_shape), 0.1, 1.5) if x is None else x
    numbers = x.is_floating_point()
    x = x.clone().requires_grad_(numbers)
    arguments = [x] if lengths is None else [x, torch.tensor(lengths)]

    def outputs():
        return module(*arguments).flatten(1)

    module.train()
    before = [b.clone() for b in statistics(module)]
    start = flat(layout(parameters)) + flat(before)
    y = outputs()
    targets = wave(y.shape, 0.3, 1.0)

    def losses():
        return ((outputs() - targets) ** 2).mean(dim=1)

    with torch.no_grad():
        for now, was in zip(statistics(module), before):
            now.copy_(was)
    losses().sum().backward()
    result = {
        "name": name,
        "input-shape": list(input_shape),
        "network": network,
        "rows": rows,
        "x": flat([x]) if lengths is None or not numbers else padded(x, lengths),
        "targets": flat([targets]),
        "parameters": start,
        "y": flat([y]),
        "gradient": flat(layout([p.grad for p in parameters])),
    }
    if numbers:
        result["dx"] = flat([x.grad])
    with torch.no_grad():
        for now, was in zip(statistics(module), before):
            now.copy_(was)
    optimizer = torch.optim.SGD(parameters, lr=LEARNING_RATE)
    for _ in range(STEPS):
        optimizer.zero_grad()
        losses().mean().backward()
        optimizer.step()
    result["trained"] = flat(layout(parameters)) + flat(statistics(module))
    return result


def write(cases):
    print(
        f'{{"torch": "{torch.__version__}", "steps": {STEPS}, "learning-rate": {LEARNING_RATE}, "cases": ['
    )
    print(",\n".join(json.dumps(c) for c in cases))
    print("]}")
