"""Trajectories of PyTorch's optimisers in double, the reference of OptimizerTrajectoryTest.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_optimizers.py > ../resources/golden/optimizers.json

The last parameter is a bias: penalties do not apply to it. Penalties other than PyTorch's own
weight decay, and all penalties where the gradient is clipped, are added to the loss.
"""

import json

import torch

STEPS = 100
KEPT = [*range(1, 10), *range(10, STEPS + 1, 10)]

torch.set_default_dtype(torch.float64)


def parabola(w):
    curvature = torch.tensor([1.0, 3.0, 0.5, 2.0])
    minimum = torch.tensor([1.0, -2.0, 0.75, 3.0])
    return (curvature * (w - minimum) ** 2).sum() / 2


def rosenbrock(w):
    return (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2


FUNCTIONS = {
    "parabola": (parabola, [4.0, -3.0, 2.0, 0.5]),
    "rosenbrock": (rosenbrock, [-1.2, 1.0]),
}


def optimizer(case, groups):
    rate = case["learning-rate"]
    return {
        "sgd": lambda: torch.optim.SGD(groups, lr=rate),
        "momentum": lambda: torch.optim.SGD(groups, lr=rate, momentum=0.9),
        "nesterov": lambda: torch.optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True),
        "adam": lambda: torch.optim.Adam(groups, lr=rate, betas=(0.9, 0.999), eps=1e-8),
    }[case["optimizer"]]()


def schedule(case, steps):
    rate = case["learning-rate"]
    return {
        "constant": lambda o: torch.optim.lr_scheduler.ConstantLR(o, factor=1, total_iters=0),
        "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(
            o, T_max=STEPS, eta_min=case.get("floor", 0) * rate
        ),
        "step": lambda o: torch.optim.lr_scheduler.StepLR(
            o, step_size=round(case.get("every", 1) * STEPS), gamma=case.get("factor", 1)
        ),
    }[case.get("schedule", "constant")](steps)


def trajectory(case):
    function, start = FUNCTIONS[case["function"]]
    weights = torch.tensor(start[:-1], requires_grad=True)
    bias = torch.tensor(start[-1:], requires_grad=True)
    l1, l2, clip = case.get("l1", 0), case.get("l2", 0), case.get("clip")
    decay = 0 if clip else l2
    steps = optimizer(
        case, [{"params": [weights], "weight_decay": decay}, {"params": [bias], "weight_decay": 0}]
    )
    rates = schedule(case, steps)
    points = []
    for step in range(1, STEPS + 1):
        steps.zero_grad()
        loss = function(torch.cat([weights, bias])) + l1 * weights.abs().sum()
        if clip:
            loss = loss + l2 / 2 * (weights**2).sum()
        loss.backward()
        if clip:
            torch.nn.utils.clip_grad_norm_([weights, bias], clip)
        steps.step()
        rates.step()
        if step in KEPT:
            points.append([step, *weights.tolist(), *bias.tolist()])
    return {**case, "start": start, "points": points}


def cases():
    for name, parabola_rate, rosenbrock_rate in [
        ("sgd", 0.1, 0.001),
        ("momentum", 0.05, 0.0002),
        ("nesterov", 0.05, 0.0002),
        ("adam", 0.1, 0.02),
    ]:
        simple = {"function": "parabola", "optimizer": name, "learning-rate": parabola_rate}
        yield simple
        yield {"function": "rosenbrock", "optimizer": name, "learning-rate": rosenbrock_rate}
        yield {**simple, "l2": 0.25}
        yield {**simple, "l1": 0.125, "l2": 0.25}
        yield {**simple, "l2": 0.25, "clip": 0.5}
        yield {**simple, "schedule": "cosine"}
        yield {**simple, "schedule": "cosine", "floor": 0.125}
        yield {**simple, "schedule": "step", "factor": 0.5, "every": 0.25}


print(f'{{"torch": "{torch.__version__}", "steps": {STEPS}, "cases": [')
print(",\n".join(json.dumps(trajectory(case)) for case in cases()))
print("]}")
