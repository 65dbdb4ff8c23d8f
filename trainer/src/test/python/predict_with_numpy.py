"""Predicts with a Bellows model in plain numpy: what a service in Python has to do.

    python predict_with_numpy.py MODEL ROWS

MODEL is a model folder (model.json, weights.safetensors), ROWS a JSON list of objects, column name
to value, null where it is missing. Prints a JSON list: for each row the numbers (regression) or the
probabilities (else) of all outputs. Needs numpy and safetensors.
"""

import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file


def encode(row, preprocessing):
    """The inputs of one row, in the order of model.json's "inputs"."""
    scaled, indicators = [], []
    for number in preprocessing["numbers"]:
        value = row[number["column"]]
        filled = number["fill"] if value is None else value
        scaled.append((filled - number["shift"]) * number["factor"])
        if number["indicator"]:
            indicators.append(1.0 if value is None else 0.0)
    monomials = []
    for monomial in preprocessing["monomials"]:
        product = 1.0
        for column, power in zip(monomial["columns"], monomial["powers"]):
            product *= scaled[column] ** power
        monomials.append((product - monomial["shift"]) * monomial["factor"])
    categories = []
    for text in preprocessing["texts"]:
        value = row[text["column"]]
        categories += [1.0 if value == category else 0.0 for category in text["categories"]]
        if text["missing"]:
            categories.append(1.0 if value is None else 0.0)
    return scaled + monomials + indicators + categories


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))  # no overflow, whatever z


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def activate(activation, z):
    """An activation by its name, with its parameters, or one for each unit."""
    if isinstance(activation, list):
        units = [activate(one, z[:, [i]]) for i, one in enumerate(activation)]
        return np.concatenate(units, axis=1)
    name = activation if isinstance(activation, str) else activation["name"]
    if name == "identity":
        return z
    if name == "relu":
        return np.maximum(z, 0)
    if name == "leaky-relu":
        return np.where(z > 0, z, np.float32(activation["negative-slope"]) * z)
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        return np.tanh(z)
    if name == "softmax":
        return softmax(z)
    raise ValueError(f"Unknown activation: {name}")


def forward(network, weights, x):
    """The logits: each layer's rows x outputs from the rows x outputs of the one before."""
    for i, layer in enumerate(network):
        ((name, fields),) = layer.items()
        if name == "dense":
            z = x @ weights[f"{i}.dense.weight"].T + weights[f"{i}.dense.bias"]
            x = activate(fields["activation"], z)
        elif name != "dropout":  # which does nothing in a prediction
            raise ValueError(f"Unknown layer: {name}")
    return x


def predict(folder, rows):
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    weights = load_file(folder / model["weights"]["file"])
    preprocessing = model["preprocessing"]
    x = np.array([encode(row, preprocessing) for row in rows], dtype=np.float32)
    logits = forward(model["network"], weights, x)
    loss = model["loss"]
    loss = loss if isinstance(loss, str) else loss["name"]
    if loss == "mse":
        shift = np.array([target["shift"] for target in preprocessing["targets"]])
        scale = np.array([target["scale"] for target in preprocessing["targets"]])
        return logits * scale + shift
    if loss == "binary-cross-entropy":
        return sigmoid(logits)
    return softmax(logits)


if __name__ == "__main__":
    table = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    print(json.dumps(predict(Path(sys.argv[1]), table).tolist()))
