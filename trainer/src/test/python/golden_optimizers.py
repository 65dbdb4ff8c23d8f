"""Trajectories of PyTorch's optimisers in double, the reference of OptimizerTrajectoryTest.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_optimizers.py > ../resources/golden/optimizers.json

The last parameter is a bias: penalties and decay do not apply to it. Penalties are added to the
loss; decoupled decay is PyTorch's own for AdamW, and a product before the step for the others.
PyTorch has no LAMB: it is written down here from algorithm 2 of You et al. (2020).
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


class Lamb(torch.optim.Optimizer):
    def __init__(self, groups, lr):
        super().__init__(groups, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                state = self.state[w]
                state["t"] = t = state.get("t", 0) + 1
                state["m"] = 0.9 * state.get("m", 0) + 0.1 * w.grad
                state["v"] = 0.999 * state.get("v", 0) + 0.001 * w.grad**2
                adam = state["m"] / (1 - 0.9**t) / ((state["v"] / (1 - 0.999**t)).sqrt() + 1e-6)
                u = adam + group["weight_decay"] * w
                ratio = w.norm() / u.norm() if w.norm() > 0 and u.norm() > 0 else 1
                w -= group["lr"] * ratio * u


def optimizer(case, groups):
    rate = case["learning-rate"]
    return {
        "sgd": lambda: torch.optim.SGD(groups, lr=rate),
        "momentum": lambda: torch.optim.SGD(groups, lr=rate, momentum=0.9),
        "nesterov": lambda: torch.optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True),
        "adagrad": lambda: torch.optim.Adagrad(groups, lr=rate),
        "adadelta": lambda: torch.optim.Adadelta(groups, lr=rate),
        "rmsprop": lambda: torch.optim.RMSprop(groups, lr=rate),
        "adam": lambda: torch.optim.Adam(groups, lr=rate),
        "amsgrad": lambda: torch.optim.Adam(groups, lr=rate, amsgrad=True),
        "nadam": lambda: torch.optim.NAdam(groups, lr=rate),
        "adamw": lambda: torch.optim.AdamW(groups, lr=rate),
        "lamb": lambda: Lamb(groups, lr=rate),
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
    decay = case.get("decay", 0)
    is_decaying = case["optimizer"] in ("adamw", "lamb")
    own = decay if is_decaying else 0
    steps = optimizer(
        case, [{"params": [weights], "weight_decay": own}, {"params": [bias], "weight_decay": 0}]
    )
    rates = schedule(case, steps)
    points = []
    for step in range(1, STEPS + 1):
        steps.zero_grad()
        penalty = l1 * weights.abs().sum() + l2 / 2 * (weights**2).sum()
        (function(torch.cat([weights, bias])) + penalty).backward()
        if clip:
            torch.nn.utils.clip_grad_norm_([weights, bias], clip)
        if "clip-value" in case:
            torch.nn.utils.clip_grad_value_([weights, bias], case["clip-value"])
        if not is_decaying:
            with torch.no_grad():
                weights *= 1 - decay * steps.param_groups[0]["lr"]
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
        ("adagrad", 0.5, 0.1),
        ("adadelta", 1, 1),
        ("rmsprop", 0.02, 0.005),
        ("adam", 0.1, 0.02),
        ("amsgrad", 0.1, 0.02),
        ("nadam", 0.05, 0.02),
        ("adamw", 0.1, 0.02),
        ("lamb", 0.01, 0.01),
    ]:
        simple = {"function": "parabola", "optimizer": name, "learning-rate": parabola_rate}
        yield simple
        yield {"function": "rosenbrock", "optimizer": name, "learning-rate": rosenbrock_rate}
        yield {**simple, "l1": 0.125, "l2": 0.25}
        yield {**simple, "l2": 0.25, "clip": 0.5}
        yield {**simple, "decay": 0.25}
        yield {**simple, "decay": 0.25, "schedule": "cosine", "floor": 0.125}
    sgd = {"function": "parabola", "optimizer": "sgd", "learning-rate": 0.1}
    yield {**sgd, "l2": 0.25}
    yield {**sgd, "l2": 0.25, "clip-value": 0.5}
    yield {**sgd, "schedule": "cosine"}
    yield {**sgd, "schedule": "step", "factor": 0.5, "every": 0.25}


print(f'{{"torch": "{torch.__version__.partition("+")[0]}", "steps": {STEPS}, "cases": [')
print(",\n".join(json.dumps(trajectory(case)) for case in cases()))
print("]}")
