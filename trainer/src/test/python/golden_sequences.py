"""Small networks with each layer for sequences, of equal and unequal lengths, from PyTorch in
double: the second reference of GoldenLayerTest.

Made with PyTorch 2.15.0:

    pip install torch==2.15.0
    python golden_sequences.py > ../resources/golden/sequences.json
"""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden_case import case, write

STEPS, FEATURES = 5, 3
LENGTHS = [3, 5, 1, 4]
TOKENS = torch.tensor([[2, 1, 4, 0, 0], [3, 3, 1, 2, 4], [1, 0, 2, 0, 0], [4, 2, 2, 3, 0]])


def counts(lengths):
    """Whether each step of each row counts, as 0 and 1."""
    return (torch.arange(STEPS) < lengths[:, None]).double()[..., None]


class Recurrent(nn.Module):
    """One of PyTorch's recurrent layers; its second bias is not trained, unless it is our b_q."""

    def __init__(self, layer, returns):
        super().__init__()
        self.layer, self.returns = layer, returns
        units = layer.hidden_size
        trained = torch.zeros_like(layer.bias_hh_l0)
        if isinstance(layer, nn.GRU):
            trained[2 * units :] = 1
        layer.bias_hh_l0.register_hook(lambda gradient: gradient * trained)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        states, last = self.layer(packed)
        if self.returns == "sequence":
            return pad_packed_sequence(states, batch_first=True, total_length=STEPS)[0]
        return (last[0] if isinstance(self.layer, nn.LSTM) else last)[0]

    def layout(self, tensors):
        ih, hh, bias_ih, bias_hh = tensors
        if not isinstance(self.layer, nn.GRU):
            return [ih, hh, bias_ih + bias_hh]
        units = self.layer.hidden_size
        gates = bias_ih[: 2 * units] + bias_hh[: 2 * units]
        return [ih, hh, gates, bias_ih[2 * units :], bias_hh[2 * units :]]


class Attention(nn.Module):
    """Self-attention; what it says of padding is set to zero."""

    def __init__(self, heads, causal=False):
        super().__init__()
        self.layer = nn.MultiheadAttention(FEATURES * heads, heads, batch_first=True)
        hidden = torch.ones(STEPS, STEPS, dtype=torch.bool).triu(1)
        self.mask = hidden if causal else None

    def forward(self, x, lengths):
        padding = counts(lengths)[..., 0] == 0
        y, _ = self.layer(
            x, x, x, key_padding_mask=padding, attn_mask=self.mask, need_weights=False
        )
        return y * counts(lengths)


class Embedding(nn.Module):
    def __init__(self, units):
        super().__init__()
        self.table = nn.Embedding(5, units, padding_idx=0)

    def forward(self, x, lengths):
        return self.table(x) * (x != 0)[..., None]


class Positions(nn.Module):
    def __init__(self, units):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(STEPS, units))

    def forward(self, x, lengths):
        return (x + self.table) * counts(lengths)


class Waves(nn.Module):
    def forward(self, x, lengths):
        units = x.shape[-1]
        place = torch.arange(STEPS)[:, None]
        waves = torch.zeros(STEPS, units)
        frequency = 10_000 ** (-torch.arange(0, units, 2) / units)
        waves[:, 0::2] = torch.sin(place * frequency)
        waves[:, 1::2] = torch.cos(place * frequency)[:, : units // 2]
        return (x + waves) * counts(lengths)


class Encoder(nn.Module):
    """PyTorch's encoder layer with normalisation first: two of our residual blocks."""

    def __init__(self, units, heads, hidden):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(
            units, heads, hidden, dropout=0, activation="gelu", batch_first=True, norm_first=True
        )

    def forward(self, x, lengths):
        return self.layer(x, src_key_padding_mask=counts(lengths)[..., 0] == 0)

    def layout(self, tensors):
        attention, dense, norms = tensors[:4], tensors[4:8], tensors[8:]
        return norms[:2] + attention + norms[2:] + dense


class MeanOverSteps(nn.Module):
    def forward(self, x, lengths):
        return (x * counts(lengths)).sum(1) / lengths[:, None]


class Plain(nn.Module):
    """A module that looks at each step, or at the row, alone."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x, lengths):
        return self.layer(x)


class Stack(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)

    def forward(self, x, lengths=None):
        lengths = torch.full((len(x),), STEPS) if lengths is None else lengths
        for layer in self.layers:
            x = layer(x, lengths)
        return x

    def layout(self, tensors):
        """As our layers have them: their own way, or PyTorch's."""
        ours = []
        for layer in self.layers:
            count = len(list(layer.parameters()))
            own, tensors = tensors[:count], tensors[count:]
            ours += layer.layout(own) if hasattr(layer, "layout") else own
        return ours


def stacked(name, shape, spec, layers, **options):
    module = Stack(*layers)
    return case(name, shape, spec, module, layout=module.layout, **options)


def both(name, shape, spec, layers):
    """With rows of equal, and of unequal lengths."""
    return [
        stacked(name, shape, spec, layers()),
        stacked(
            name + ", unequal lengths", shape, ["masking", *spec], layers(), lengths=LENGTHS
        ),
    ]


def recurrent(name, layer, spec, returns):
    shape = (STEPS, FEATURES)
    full = {name: {**spec, "units": 4, "returns": returns}}

    def layers():
        return [Recurrent(layer(), returns)]

    return both(f"{name}, {returns}", shape, [full], layers)


def attention(causal):
    shape = (STEPS, 2 * FEATURES)
    spec = {"attention": {"heads": 2, "mask": "causal" if causal else "none"}}
    return both(f"attention, causal: {causal}", shape, [spec], lambda: [Attention(2, causal)])


def tokens(name, spec, layers):
    lengths = [int(row.nonzero().max()) + 1 for row in TOKENS]
    return stacked(name, (STEPS,), spec, layers, x=TOKENS, lengths=lengths)


def cell(kind, inputs=FEATURES, **options):
    return lambda: kind(inputs, 4, batch_first=True, **options)


CASES = [
    *recurrent("rnn", cell(nn.RNN), {}, "last"),
    *recurrent("rnn", cell(nn.RNN, nonlinearity="relu"), {"activation": "relu"}, "sequence"),
    *recurrent("gru", cell(nn.GRU), {}, "last"),
    *recurrent("gru", cell(nn.GRU), {}, "sequence"),
    *recurrent("lstm", cell(nn.LSTM), {}, "last"),
    *recurrent("lstm", cell(nn.LSTM), {}, "sequence"),
    *both(
        "gru, then lstm, then dense",
        (STEPS, FEATURES),
        [
            {"gru": {"units": 4, "returns": "sequence"}},
            {"lstm": {"units": 4}},
            {"dense": {"units": 2}},
        ],
        lambda: [
            Recurrent(cell(nn.GRU)(), "sequence"),
            Recurrent(cell(nn.LSTM, 4)(), "last"),
            Plain(nn.Linear(4, 2)),
        ],
    ),
    *attention(causal=False),
    *attention(causal=True),
    tokens(
        "embedding, then lstm",
        [{"embedding": {"vocabulary": 5, "units": 3}}, {"lstm": {"units": 4}}],
        [Embedding(3), Recurrent(cell(nn.LSTM)(), "last")],
    ),
    tokens(
        "waves",
        [
            {"embedding": {"vocabulary": 5, "units": 5}},
            {"positional-embedding": {"kind": "sinusoidal"}},
            {"gru": {"units": 4}},
        ],
        [Embedding(5), Waves(), Recurrent(cell(nn.GRU, 5)(), "last")],
    ),
    tokens(
        "transformer",
        [
            {"embedding": {"vocabulary": 5, "units": 6}},
            "positional-embedding",
            {"residual": ["layer-norm", {"attention": {"heads": 2}}]},
            {
                "residual": [
                    "layer-norm",
                    {"dense": {"units": 8, "activation": "gelu"}},
                    {"dense": {"units": 6}},
                ]
            },
            "global-average-pool",
            {"dense": {"units": 2}},
        ],
        [
            Embedding(6),
            Positions(6),
            Encoder(6, 2, 8),
            MeanOverSteps(),
            Plain(nn.Linear(6, 2)),
        ],
    ),
]

write(CASES)
