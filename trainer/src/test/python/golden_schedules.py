"""Learning rates of PyTorch's schedulers, the reference of ScheduleTest; the first rate is 1.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_schedules.py > ../resources/golden/schedules.json

A plateau's patience is one more here: PyTorch lowers the rate in the epoch after.
"""

import json
import warnings

import torch
from torch.optim import lr_scheduler as schedulers

warnings.filterwarnings("ignore", message="The epoch parameter")  # SequentialLR calls itself so

STEPS = 40


def optimizer():
    return torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=1.0)


def rates(make):
    steps = optimizer()
    schedule = make(steps)
    rates = [schedule.get_last_lr()[0]]
    while len(rates) < STEPS:
        steps.step()
        schedule.step()
        rates.append(schedule.get_last_lr()[0])
    return rates


def warm_up(fraction, then):
    warm = round(fraction * STEPS)
    return lambda o: schedulers.SequentialLR(
        o,
        [schedulers.LinearLR(o, start_factor=1 / (warm + 1), total_iters=warm), then(STEPS - warm)(o)],
        [warm],
    )


def cosine(floor):
    return lambda steps: lambda o: schedulers.CosineAnnealingLR(o, T_max=steps, eta_min=floor)


def cases():
    yield {"name": "step", "factor": 0.5, "every": 0.25}, lambda o: schedulers.StepLR(o, 10, 0.5)
    for floor in [0.01, 0.5]:
        yield {"name": "exponential", "floor": floor}, lambda o: schedulers.ExponentialLR(
            o, gamma=floor ** (1 / STEPS)
        )
    for power in [1, 0.5, 2]:
        yield {"name": "polynomial", "power": power}, lambda o: schedulers.PolynomialLR(
            o, total_iters=STEPS, power=power
        )
    for floor in [0, 0.125]:
        yield {"name": "cosine", "floor": floor}, cosine(floor)(STEPS)
    for rise in [0.3, 0.1]:
        yield {"name": "one-cycle", "rise": rise}, lambda o: schedulers.OneCycleLR(
            o, max_lr=1, total_steps=STEPS, pct_start=rise, cycle_momentum=False
        )
    yield {"name": "cosine", "warm-up": 0.25}, warm_up(0.25, cosine(0))
    yield {"name": "step", "factor": 0.5, "every": 0.5, "warm-up": 0.1}, warm_up(
        0.1, lambda steps: lambda o: schedulers.StepLR(o, steps // 2, 0.5)
    )


VALUES = [3, 2, 1.9, 1.995, 1.993, 1.992, 1.5, 1.6, 1.7, 1.4, 1.395, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]


def plateau(factor, patience, min_delta, floor):
    steps = optimizer()
    schedule = schedulers.ReduceLROnPlateau(
        steps,
        factor=factor,
        patience=patience - 1,
        threshold=min_delta,
        threshold_mode="abs",
        min_lr=floor,
    )
    rates = []
    for value in VALUES:
        schedule.step(value)
        rates.append(steps.param_groups[0]["lr"])
    return {
        "factor": factor,
        "patience": patience,
        "min-delta": min_delta,
        "floor": floor,
        "rates": rates,
    }


golden = {
    "torch": torch.__version__.partition("+")[0],
    "steps": STEPS,
    "cases": [{"schedule": case, "rates": rates(make)} for case, make in cases()],
    "values": VALUES,
    "plateaus": [plateau(0.5, 2, 0.01, 0), plateau(0.1, 3, 0, 0), plateau(0.5, 1, 0, 0.1)],
}
print(json.dumps(golden, indent=1))
