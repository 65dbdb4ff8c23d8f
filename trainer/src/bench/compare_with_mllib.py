"""Times how long Bellows and Spark MLlib's MultilayerPerceptronClassifier train until they tell handwritten digits apart.

    python -m venv venv && venv/bin/pip install pyspark==4.2.0 numpy
    venv/bin/python trainer/src/bench/compare_with_mllib.py --images IMAGES.gz --labels LABELS.gz [--json FILE]

The files are in MNIST's format, gzipped; the last 2,000 rows are held out, and --target is the accuracy on them. Both
train 784-512-10 in local[2]. MLlib has no mini-batches and says nothing while it trains: it is fitted anew with more
and more iterations of L-BFGS, after a short fit that warms it up, and what counts is the first fit that reaches the
target. It multiplies with the system's BLAS if there is a libblas.so.3, twice as fast as without; LD_LIBRARY_PATH can
name the folder of one. Bellows trains jobs/mnist-10k.yaml with `engine: rounds`, batches of 64, a learning rate of
0.004, without dropout, for two epochs, with some seeds in one process: the first is the cold one, and what counts is
the slowest and the median of the rest. Its seconds include an evaluation after each epoch; neither's include reading
the files.
"""
import argparse
import gzip
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
HELD_OUT = 2000
WIDTHS = [784, 512, 10]
ITERATIONS = [20, 40, 60, 80, 90, 100, 120, 150, 200, 300]
SEEDS = 11


def mllib(images, labels, target):
    """Spark's version, whether it has a native BLAS, and a dictionary for each fit."""
    from py4j.protocol import Py4JJavaError
    from pyspark.ml.classification import MultilayerPerceptronClassifier
    from pyspark.ml.linalg import Vectors
    from pyspark.sql import SparkSession

    with gzip.open(images) as file:
        x = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, WIDTHS[0]) / 255.0
    with gzip.open(labels) as file:
        y = np.frombuffer(file.read(), np.uint8, offset=8)
    spark = (SparkSession.builder.master("local[2]").config("spark.driver.memory", "8g")
             .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    try:
        spark._jvm.dev.ludovic.netlib.blas.NativeBLAS.getInstance()
        is_native = True
    except Py4JJavaError:
        is_native = False

    def frame(rows):
        pairs = [(float(label), Vectors.dense(row)) for row, label in zip(x[rows], y[rows])]
        data = spark.createDataFrame(pairs, ["label", "features"]).repartition(2).cache()
        data.count()
        return data

    training, held_out = frame(slice(None, -HELD_OUT)), frame(slice(-HELD_OUT, None))

    def fit(iterations):
        classifier = MultilayerPerceptronClassifier(layers=WIDTHS, maxIter=iterations, seed=1, tol=0.0)
        start = time.perf_counter()
        model = classifier.fit(training)
        seconds = time.perf_counter() - start
        right = model.transform(held_out).selectExpr("avg(cast(label = prediction as double))").head()[0]
        return {"iterations": iterations, "seconds": seconds, "accuracy": right}

    fit(3)
    fits = []
    for iterations in ITERATIONS:
        fits.append(fit(iterations))
        if fits[-1]["accuracy"] >= target:
            break
    version = spark.version
    spark.stop()
    return version, is_native, fits


def bellows(images, labels):
    """A dictionary for each seed."""
    with tempfile.TemporaryDirectory() as folder:
        settings = [
            f"data.source.path={images.resolve()}", f"data.source.labels={labels.resolve()}",
            f"data.validation.last={HELD_OUT}", "network.2.dropout.rate=0", "training.batch-size=64",
            "optimizer.learning-rate=0.004", "training.epochs=2", "engine=rounds"]
        words = [ROOT / "trainer" / "bin" / "bellows", "train", ROOT / "jobs" / "mnist-10k.yaml",
                 "--master", "local[2]", "--out", folder, "--vary", "seed=" + ",".join(map(str, range(SEEDS)))]
        for setting in settings:
            words += ["--set", setting]
        subprocess.run(list(map(str, words)), check=True, stdout=subprocess.DEVNULL)
        manifests = [json.loads((Path(folder) / f"seed={seed}" / "manifest.json").read_text()) for seed in range(SEEDS)]
    return [{"seed": manifest["seed"], "seconds": manifest["seconds"]["training"],
             "accuracy": manifest["validation"]["accuracy"]} for manifest in manifests]


def main():
    parser = argparse.ArgumentParser(description="Times training to an accuracy here and in Spark MLlib.")
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--target", type=float, default=0.95)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    options = parser.parse_args()
    ours = bellows(options.images, options.labels)
    for run in ours:
        print(f"Bellows      seed {run['seed']:2}         {run['seconds']:7.2f} s  accuracy {run['accuracy']:.4f}", flush=True)
    version, is_native, theirs = mllib(options.images, options.labels, options.target)
    print(f"MLlib has {'a' if is_native else 'no'} native BLAS")
    for run in theirs:
        print(f"MLlib {version:6} {run['iterations']:3} iterations  {run['seconds']:7.2f} s  accuracy {run['accuracy']:.4f}")
    warm = [run["seconds"] for run in ours[1:]]
    if min(run["accuracy"] for run in ours) < options.target or theirs[-1]["accuracy"] < options.target:
        print(f"not all reached {options.target}")
    else:
        seconds = theirs[-1]["seconds"]
        print(f"MLlib / Bellows: cold {seconds / ours[0]['seconds']:.0f}, warm {seconds / statistics.median(warm):.0f} "
              f"(slowest {seconds / max(warm):.0f})")
    if options.json:
        figures = {"target": options.target, "bellows": ours, "mllib": theirs, "mllib_has_native_blas": is_native}
        options.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
