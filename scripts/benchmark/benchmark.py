"""Drives both sides of the benchmark and prints one JSON line a figure; see scripts/benchmark.sh."""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
JAVA_MAIN = "io.github.planfiji.walk.WalkBenchmark"


class Side:
    """A worker process that iterates when asked."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.answer()
        self.seconds = []
        self.losses = []

    def answer(self):
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        raise SystemExit(f"The {self.name} stopped: not enough memory?")

    def iterate(self):
        self.process.stdin.write("iterate\n")
        self.process.stdin.flush()
        answer = self.answer()
        self.seconds.append(answer["seconds"])
        self.losses.append(answer["loss"])

    def peak(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--quick", action="store_true", help="64 pixels, T = 10, no growth")
    parser.add_argument("--resolution", type=int, default=256)
    parser.add_argument("--steps", type=int, default=24)
    parser.add_argument("--iterations", type=int, default=5, help="of each side, alternating")
    parser.add_argument("--rounding", action="store_true",
                        help="also the reference beside itself in chunks of three: what rounding does to its losses")
    parser.add_argument("--channel-base", type=int, default=16384)
    parser.add_argument("--chunk", type=int, default=0, help="0: automatic")
    parser.add_argument("--growth-steps", default="10,50,200")
    parser.add_argument("--growth-resolutions", default="64,128,256")
    parser.add_argument("--walks", type=int, default=16, help="walks of the sample model, for their throughput")
    parser.add_argument("--search", default="64,6,100", help="resolution, T, iterations of Adam")
    options = parser.parse_args()
    if options.quick:
        options.resolution, options.steps = 64, 10
        options.growth_steps = options.growth_resolutions = ""
        options.search = "64,6,20"
    with tempfile.TemporaryDirectory() as scratch:
        Benchmark(options, scratch).run()


class Benchmark:
    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch

    def java(self, *arguments):
        return [
            "java", "-Xmx64m", "-Dai.djl.offline=true", "-cp", self.options.classpath, JAVA_MAIN,
            *map(str, arguments)]

    def java_json(self, *arguments):
        output = subprocess.run(
            self.java(*arguments), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
        return json.loads([line for line in output.stdout.splitlines() if line.startswith("{")][-1])

    def weights(self, resolution):
        folder = pathlib.Path(self.scratch) / str(resolution)
        if not folder.exists():
            subprocess.run(
                self.java("weights", folder, resolution, self.options.channel_base),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return folder

    def ours(self, resolution, steps):
        return Side("Java", self.java("serve", self.weights(resolution), steps, self.options.chunk))

    def reference(self, resolution, steps, chunk=4):
        folder = self.weights(resolution)
        return Side(
            "reference", [sys.executable, str(HERE / "reference.py"), str(folder), str(steps), str(chunk)])

    def run(self):
        options = self.options
        peak = self.java_json("gemm")["gflops"]
        show(figure="matrix product peak", gflops=peak)
        self.side_by_side(options.resolution, options.steps, peak)
        for resolution in numbers(options.growth_resolutions):
            self.growth(resolution, 10)
        for steps in numbers(options.growth_steps):
            if (options.resolution, steps) != (256, 10):
                self.growth(options.resolution, steps)
        self.search(*map(int, options.search.split(",")))
        self.whole_walks()

    def side_by_side(self, resolution, steps, peak):
        sides = [self.reference(resolution, steps), self.ours(resolution, steps)]
        for _ in range(self.options.iterations):
            for side in sides:
                side.iterate()
        medians = [statistics.median(side.seconds) for side in sides]
        for side, median in zip(sides, medians):
            show(figure="seconds an iteration", side=side.name, resolution=resolution, steps=steps,
                 median=median, least=min(side.seconds), greatest=max(side.seconds))
            show(figure="peak memory", side=side.name, resolution=resolution, steps=steps,
                 megabytes=side.peak())
            show(figure="loss", side=side.name, resolution=resolution, steps=steps,
                 before_each_iteration=side.losses)
        show(figure="times faster", ratio=medians[0] / medians[1])
        show(figure="share of memory", share=sides[1].peak() / sides[0].peak())
        show(figure="greatest difference of losses", between="reference and Java",
             relative=greatest_difference(sides[0].losses, sides[1].losses))
        work = 2 * 2 * (steps - 2) * multiplications(resolution, self.options.channel_base) / 1e9
        show(figure="share of the matrix product peak", side="Java",
             gflops=work / medians[1], share=work / medians[1] / peak)
        for side in sides:
            side.close()
        if self.options.rounding:
            self.rounding(resolution, steps, sides[0].losses)

    def rounding(self, resolution, steps, losses):
        """The sums of a chunk are added in another order, nothing else differs."""
        side = self.reference(resolution, steps, chunk=3)
        for _ in losses:
            side.iterate()
        side.close()
        show(figure="greatest difference of losses", between="reference in chunks of 4 and of 3",
             relative=greatest_difference(losses, side.losses))

    def search(self, resolution, steps, iterations):
        """To the lowest loss of the published search, which runs on our side, where it has the same
        losses and takes less time."""
        side = self.ours(resolution, steps)
        for _ in range(iterations + 1):
            side.iterate()
        side.close()
        target = min(side.losses)
        passes = (steps - 2) * (side.losses.index(target) + 1)
        show(figure="to equal loss", search="published", resolution=resolution, steps=steps,
             start=side.losses[0], loss=target, image_passes=passes, seconds=sum(side.seconds))
        ours = self.java_json("search", self.weights(resolution), steps, self.options.chunk, target)
        show(figure="to equal loss", search="default", resolution=resolution, steps=steps, **ours)
        if ours["reached"]:
            show(figure="fewer image passes", ratio=passes / ours["image_passes_to_target"])

    def whole_walks(self):
        """Of the shipped sample model, for its small images."""
        model = HERE.parent.parent / "sample-data" / "model"
        show(figure="walks an hour", resolution=64, steps=8,
             **self.java_json("walks", model, 8, self.options.walks))
        show(figure="seconds to start", **self.java_json("start", model))

    def growth(self, resolution, steps):
        """Our side alone: the reference does not fit into memory at T = 200."""
        side = self.ours(resolution, steps)
        for _ in range(2 if steps < 50 else 1):
            side.iterate()
        show(figure="growth", side="Java", resolution=resolution, steps=steps,
             seconds=side.seconds[-1], seconds_an_image=side.seconds[-1] / (steps - 2),
             megabytes=side.peak())
        side.close()


def multiplications(resolution, channel_base):
    """Of one image forward through the generator and both classifiers; convolutions only."""
    total = 0
    r, before = 4, 0
    while r <= resolution:
        channels = min(channel_base // r, 512)
        total += 9 * channels * channels * r * r + 3 * channels * r * r
        if before:
            total += 9 * before * channels * (r // 2) ** 2
        before = channels
        r *= 2
    side, channels = resolution // 2, 64
    classifier = 49 * 3 * channels * side * side
    side //= 2
    before = 64
    for stage in range(4):
        channels = 64 << stage
        if stage:
            side //= 2
            classifier += before * channels * side * side
        classifier += 9 * before * channels * side * side + 3 * 9 * channels * channels * side * side
        before = channels
    return total + 2 * classifier


def greatest_difference(losses, others):
    return max(abs(a / b - 1) for a, b in zip(losses, others))


def numbers(text):
    return [int(part) for part in text.split(",") if part]


def rounded_value(value):
    if isinstance(value, list):
        return [rounded_value(part) for part in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def show(**figures):
    rounded = {name: rounded_value(value) for name, value in figures.items()}
    print(json.dumps(rounded), flush=True)


main()
