"""The networks of `bellows bench`, as PyTorch's tutorials write them."""
from torch import nn


def dense(*widths):
    layers = []
    for inputs, units in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, units), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))


class LastState(nn.Module):
    def __init__(self, inputs, units):
        super().__init__()
        self.lstm = nn.LSTM(inputs, units, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


class MeanOverSteps(nn.Module):
    def forward(self, x):
        return x.mean(dim=1)


def transformer():
    block = nn.TransformerEncoderLayer(
        128, 4, 512, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
    return nn.Sequential(nn.TransformerEncoder(block, 2, enable_nested_tensor=False), MeanOverSteps(), nn.Linear(128, 2))


NETWORKS = {  # our case: what builds it, the shape of a row, classes
    "mlp-sgd": (lambda: dense(784, 512, 512, 10), (784,), 10),
    "mlp-adam": (lambda: dense(784, 512, 512, 10), (784,), 10),
    "mlp-large-batch": (lambda: dense(784, 512, 512, 10), (784,), 10),
    "narrow": (lambda: dense(28, 64, 64, 2), (28,), 2),
    "tiny": (lambda: dense(20, 16, 2), (20,), 2),
    "cnn": (cnn, (1, 28, 28), 10),
    "lstm": (lambda: nn.Sequential(LastState(64, 128), nn.Linear(128, 2)), (50, 64), 2),
    "transformer": (transformer, (64, 128), 2),
}
