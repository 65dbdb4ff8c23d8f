"""Coefficients of scikit-learn's logistic regression, the reference of LogisticRegressionTest.

Made with scikit-learn 1.9.1:

    pip install scikit-learn==1.9.1
    python golden_logistic.py > ../resources/golden/logistic.json

scikit-learn minimises  Σ loss + ‖w‖² / (2 C); Bellows minimises  Σ loss / n + l2 / 2 ‖w‖²: so
C = 1 / (n · l2). Neither penalises the bias.
"""

import json

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression

ROWS, INPUTS, L2 = 120, 5, 0.01

random = numpy.random.Generator(numpy.random.PCG64(7))
x = random.normal(size=(ROWS, INPUTS))
x[:, 4] += x[:, 0]
x = x.round(3)
logits = x @ [1.5, -2.0, 0.5, 0.0, 1.0] - 0.75
binary = (random.random(ROWS) < 1 / (1 + numpy.exp(-logits))).astype(int)
classes = numpy.argmax(
    x @ random.normal(size=(INPUTS, 3)) + random.gumbel(size=(ROWS, 3)), axis=1
)


def fit(labels):
    model = LogisticRegression(C=1 / (ROWS * L2), tol=1e-12, max_iter=100_000)
    model.fit(x, labels)
    return {
        "labels": labels.tolist(),
        "coefficients": model.coef_.tolist(),
        "intercepts": model.intercept_.tolist(),
    }


print(
    json.dumps(
        {
            "scikit-learn": sklearn.__version__,
            "l2": L2,
            "inputs": x.tolist(),
            "binary": fit(binary),
            "multiclass": fit(classes),
        }
    )
)
