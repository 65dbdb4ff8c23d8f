"""Times the networks of `bellows bench` here and in PyTorch by turns, in one sitting, and prints ratios.

    python -m venv venv && venv/bin/pip install torch==2.15.0 numpy
    venv/bin/python trainer/src/bench/compare_with_pytorch.py [--case NAME ...] [--threads 2] [--windows 15] [--json FILE]

For each case both programs are started and warmed up, and then wait for a line on their standard inputs: whoever
gets one trains anew for a window of time and answers, while the other is idle. Both have as many rows, the same batch
size (ours says which), optimiser, learning rate and number of threads; each draws a permutation an epoch and gathers the rows of a batch
by index, and computes the loss. PyTorch is used as its tutorials do.

The ratio that is printed is theirs / ours (above 1 we are faster), a pair of windows each: its median and quartiles;
then that of the fastest windows of both. Other processes on the machine disturb both, and not alike: a pair counts
only if they used less than 5 % of the processors meanwhile (`quiet`: so many pairs of all). Where no three pairs do
within --patience times the windows asked for, all pairs count.

PyTorch's threads (libgomp) are left as they come: they spin for some milliseconds after a parallel region and then
sleep, so that they are fast while they work and do not disturb us in our windows; the column `idle` says how much of
a processor the waiting PyTorch used. OMP_WAIT_POLICY and GOMP_SPINCOUNT in the environment change that.
"""
import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

DISTURBANCE = 0.05  # share of the processors
LAUNCHER = Path(__file__).resolve().parents[2] / "bin" / "bellows"
CASES = {  # our case: learning rate, PyTorch's optimisers; pytorch_networks.py has the networks
    "mlp-sgd": (0.01, ["sgd"]),
    "mlp-adam": (0.001, ["adam", "adam-fused"]),
    "mlp-large-batch": (0.01, ["sgd"]),
    "narrow": (0.01, ["sgd"]),
    "tiny": (0.01, ["sgd"]),
    "cnn": (0.01, ["sgd"]),
    "lstm": (0.01, ["sgd"]),
    "transformer": (0.01, ["sgd"]),
}


def serve_pytorch(case, optimizer, batch, rows, threads, seconds, warm_up):
    """Answers each line on the standard input with the timing of a window, as JSON."""
    import torch

    from pytorch_networks import NETWORKS

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    rate, _ = CASES[case]
    build, shape, classes = NETWORKS[case]
    x = (torch.rand(rows, *shape) - 0.5) * 12**0.5
    y = torch.randint(0, classes, (rows,))
    loss_of = torch.nn.CrossEntropyLoss()

    def window(least):
        net = build()
        if optimizer == "sgd":
            update = torch.optim.SGD(net.parameters(), lr=rate)
        else:
            update = torch.optim.Adam(net.parameters(), lr=rate, fused=optimizer == "adam-fused")
        steps, start, spent = 0, time.perf_counter(), 0.0
        while spent < least:
            order = torch.randperm(rows)
            for i in range(0, rows, batch):
                pick = order[i:i + batch]
                update.zero_grad()
                loss_of(net(x[pick]), y[pick]).backward()
                update.step()
                steps += 1
            spent = time.perf_counter() - start
        return {"steps": steps, "seconds": spent}

    window(warm_up)
    print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for _ in sys.stdin:
        print(json.dumps(window(seconds)), flush=True)


class Contestant:
    """A program that trains for a window whenever it is asked to."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.about = self.answer()
        self.micros = []

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{' '.join(map(str, self.process.args))} ended with status {self.process.wait()}")
        return json.loads(line)

    def window(self):
        """Trains for a window; the share of all processors that other processes used meanwhile."""
        busy, own, start = busy_seconds(), self.processor_seconds(), time.perf_counter()
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        timed = self.answer()
        self.micros.append(timed["seconds"] / timed["steps"] * 1e6)
        others = busy_seconds() - busy - (self.processor_seconds() - own)
        return others / (time.perf_counter() - start) / os.cpu_count()

    def processor_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def busy_seconds():
    """What all processors have worked, in seconds, since the system was started."""
    user, nice, system, _, _, irq, soft_irq, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft_irq + steal) / os.sysconf("SC_CLK_TCK")


def quartiles(values):
    if len(values) < 2:
        return [values[0]] * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def compare(case, optimizer, arguments):
    """One case against one optimiser of PyTorch."""
    times = ["--threads", arguments.threads, "--seconds", arguments.seconds, "--warm-up", arguments.warm_up]
    ours = Contestant([LAUNCHER, "bench", "--on-request", "--case", case, "--shards", arguments.shards, *times])
    theirs = Contestant([
        sys.executable, __file__, "--serve", optimizer, "--case", case, "--batch-size", ours.about["batch_size"],
        "--rows", ours.about["rows"], *times])
    idle = waited = 0.0
    quiet = []
    while len(ours.micros) < arguments.windows * arguments.patience and sum(quiet) < arguments.windows:
        before, start = theirs.processor_seconds(), time.perf_counter()
        others = ours.window()
        idle += theirs.processor_seconds() - before
        waited += time.perf_counter() - start
        quiet.append(max(others, theirs.window()) < DISTURBANCE)
    ours.end()
    theirs.end()
    counts = quiet if sum(quiet) >= 3 else [True] * len(quiet)
    our, their = (list(itertools.compress(them.micros, counts)) for them in (ours, theirs))
    return {
        "case": case, "pytorch_optimizer": optimizer, "threads": arguments.threads, "shards": arguments.shards,
        "bellows": ours.about, "pytorch": theirs.about, "pairs": len(quiet), "quiet_pairs": sum(quiet),
        "bellows_micros_per_step": our, "pytorch_micros_per_step": their,
        "ratio_quartiles": quartiles([b / a for a, b in zip(our, their)]),
        "ratio_of_fastest": min(their) / min(our), "pytorch_idle": idle / waited,
    }


def main():
    parser = argparse.ArgumentParser(description="Times training here and in PyTorch by turns.")
    parser.add_argument("--case", action="append", choices=list(CASES), help="which; may be given again")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--shards", type=int, default=2)
    parser.add_argument("--windows", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=0.3, help="the least length of a window; whole epochs")
    parser.add_argument("--warm-up", type=float, default=5)
    parser.add_argument("--patience", type=int, default=4, help="times the windows, where others disturb them")
    parser.add_argument("--json", help="write all figures to this file")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--batch-size", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve_pytorch(
            arguments.case[0], arguments.serve, arguments.batch_size, arguments.rows, arguments.threads,
            arguments.seconds, arguments.warm_up)
        return
    results = []
    print(f"{'case':16s} {'PyTorch':11s} {'ours, µs':>12s} {'theirs, µs':>12s} {'ratio':>7s} {'quartiles':>15s} "
          f"{'fastest':>8s} {'idle':>6s} {'quiet':>7s}")
    for case in arguments.case or CASES:
        for optimizer in CASES[case][-1]:
            result = compare(case, optimizer, arguments)
            results.append(result)
            lower, median, upper = result["ratio_quartiles"]
            ours = statistics.median(result["bellows_micros_per_step"])
            theirs = statistics.median(result["pytorch_micros_per_step"])
            print(f"{case:16s} {optimizer:11s} {ours:12,.2f} {theirs:12,.2f} {median:7.2f} {lower:7.2f} {upper:7.2f} "
                  f"{result['ratio_of_fastest']:8.2f} {result['pytorch_idle']:6.1%} {result['quiet_pairs']:3d}/{result['pairs']}", flush=True)
    about = results[0]
    print(f"\n{arguments.threads} threads and {arguments.shards} shards; PyTorch {about['pytorch']['version']}; kernel "
          f"{about['bellows']['kernel']}, sgemm {about['bellows']['gflops']['median']:.1f} GFLOPS a thread; "
          f"OPENBLAS_CORETYPE={os.environ.get('OPENBLAS_CORETYPE', '')} "
          f"OMP_WAIT_POLICY={os.environ.get('OMP_WAIT_POLICY', '')}")
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
