"""Runs one built jar on several distributions of Spark, and compares the weights that come out, bit by bit.

    mvn -q package -DskipTests
    python trainer/src/it/same_bits_on_every_spark.py [--spark 4.0 ...] [--folder FOLDER] [--job SPEC]

Each distribution is a `pip install pyspark` into a virtual environment of its own below --folder (kept, and found again
the next time). The job is trained with `engine: rounds` on each: in two threads of one process, on a master and two
workers of one core, and on the same with a secret and AES/GCM; and with `engine: jobs` and Kryo on two workers. What
has to be the same is the sha-256 of the weights, on all of them and from `engine: local`.

Whatever could not run is listed as skipped, with its reason: in releases before SPARK-56227 AES/GCM holds up Spark's own
processes, for one. The exit status is 0 if all of it ran and all agree, 1 otherwise.
"""
import argparse
import glob
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VERSIONS = ["4.0", "4.1", "4.2", "4.3"]
GCM = {
    "spark.authenticate": "true",
    "spark.authenticate.secret": "not-a-secret",
    "spark.network.crypto.enabled": "true",
    "spark.network.crypto.cipher": "AES/GCM/NoPadding",
}
KRYO = {"spark.serializer": "org.apache.spark.serializer.KryoSerializer"}
HOST = "127.0.0.1"
START = 60  # seconds that a master or a worker may take


class Skipped(Exception):
    """Something that could not be tried, and why."""


def install(version, folder):
    """The SPARK_HOME of a distribution, and its full version."""
    home = folder / f"spark-{version}"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
    if not glob.glob(f"{home}/lib/python*/site-packages/pyspark/jars"):
        done = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", f"pyspark=={version}.*"], capture_output=True, text=True)
        if done.returncode != 0:
            raise Skipped("cannot install it: " + done.stderr.strip().splitlines()[-1])
    [jars] = glob.glob(f"{home}/lib/python*/site-packages/pyspark/jars")
    [core] = glob.glob(f"{jars}/spark-core_*.jar")
    return Path(jars).parent, Path(core).stem.rpartition("-")[2]


def environment(home, conf):
    """Of Spark's scripts: nothing of another installation."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    return {**inherited, "SPARK_HOME": str(home), "SPARK_CONF_DIR": str(conf), "SPARK_LOCAL_IP": HOST}


def await_text(log, text, process):
    deadline = time.monotonic() + START
    while text not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise Skipped(f"no '{text}' in {log}")
        time.sleep(0.1)


@contextmanager
def workers(home, folder, settings):
    """A master with two workers of one core; gives its URL."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    url = f"spark://{HOST}:{port}"
    conf = folder / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    lines = {"spark.master.rest.enabled": "false", **settings}
    (conf / "spark-defaults.conf").write_text("".join(f"{key} {value}\n" for key, value in lines.items()))
    processes = []

    def launch(name, ready, *arguments):
        log = folder / f"{name}.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [home / "bin" / "spark-class", *map(str, arguments)],
                env=environment(home, conf), stdout=out, stderr=out)
        processes.append(process)
        await_text(log, ready, process)

    try:
        launch("master", "I have been elected leader", "org.apache.spark.deploy.master.Master",
               "--host", HOST, "--port", port, "--webui-port", 0)
        for i in range(2):
            launch(f"worker-{i}", "Successfully registered with master", "org.apache.spark.deploy.worker.Worker",
                   "--host", HOST, "--cores", 1, "--memory", "2g", "--webui-port", 0,
                   "--work-dir", folder / f"work-{i}", url)
        yield url
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait()


def train(home, folder, jar, job, master, engine, settings):
    """The sha-256 of the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [home / "bin" / "spark-submit", "--master", master, "--class", "dev.bellows.job.Main"]
    for key, value in {"spark.driver.host": HOST, "spark.ui.enabled": "false", **settings}.items():
        words += ["--conf", f"{key}={value}"]
    words += [jar, "train", job, "--set", f"engine={engine}", "--out", folder / "out"]
    with (folder / "submit.log").open("w") as log:
        done = subprocess.run(
            list(map(str, words)), env=environment(home, folder / "conf"), stdout=log, stderr=log, timeout=900)
    if done.returncode != 0:
        raise Skipped(f"status {done.returncode}; see {folder / 'submit.log'}")
    return json.loads((folder / "out" / "manifest.json").read_text())["weights_sha256"]


def runs(home, folder, jar, job):
    """Each way to run the job, by name."""

    def on_workers(name, settings, engine="rounds"):
        with workers(home, folder / name, settings) as url:
            return train(home, folder / name, jar, job, url, engine, settings)

    yield "local", lambda: train(home, folder / "local", jar, job, "local[2]", "local", {})
    yield "local[2]", lambda: train(home, folder / "threads", jar, job, "local[2]", "rounds", {})
    yield "two workers", lambda: on_workers("workers", {})
    yield "two workers, AES/GCM", lambda: on_workers("gcm", GCM)
    yield "two workers, jobs", lambda: on_workers("jobs", KRYO, "jobs")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spark", nargs="+", default=VERSIONS, metavar="VERSION", help="default: %(default)s")
    parser.add_argument("--folder", type=Path, default=ROOT / "trainer" / "target" / "every-spark")
    parser.add_argument("--job", type=Path, default=ROOT / "jobs" / "spirals.yaml")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # by way of what ends the processes
    [jar] = (ROOT / "trainer" / "target").glob("bellows-*.jar")
    found, skipped = {}, []
    for version in options.spark:
        try:
            home, full = install(version, options.folder.resolve())
        except Skipped as reason:
            skipped.append(f"Spark {version}: {reason}")
            continue
        folder = options.folder.resolve() / "runs" / f"{full}-{int(time.time())}"
        for name, run in runs(home, folder, jar, options.job.resolve()):
            try:
                found[full, name] = run()
                print(f"Spark {full:8} {name:22} {found[full, name]}", flush=True)
            except (Skipped, subprocess.TimeoutExpired) as reason:
                skipped.append(f"Spark {full}, {name}: {reason}")
                print(f"Spark {full:8} {name:22} skipped", flush=True)
    for line in skipped:
        print("skipped:", line)
    differ = len(set(found.values()))
    weights = "the same weights" if differ == 1 else f"{differ} different weights"
    print(f"{len(found)} runs, {weights}, {len(skipped)} skipped")
    return 0 if differ == 1 and not skipped else 1


if __name__ == "__main__":
    sys.exit(main())
