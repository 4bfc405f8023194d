"""Images a second of GAN training in plain PyTorch: StyleGAN2 (Karras et al. 2020) as published, with
modulated weights, of the sizes that this program trains at 64 pixels.

    training.py [STEPS]

One step: discriminator, its R1 penalty every 16th time, generator, moving average; no augmentation,
three classes, batch 8. Prints a JSON line. Its peer is TrainingBenchmark in Java."""

import json
import math
import os
import sys
import time

import torch
import torch.nn.functional as F

from networks import Synthesis, blur, filter2d

BATCH, RESOLUTION, CHANNELS, W, CLASSES, R1_INTERVAL, R1_GAMMA = 8, 64, 3, 128, 3, 16, 0.1


def features(r):
    return min(2048 // r, 128)


def generator_tensors():
    tensors = {"synthesis.b4.const": torch.randn(features(4), 4, 4)}

    def affine(name, out):
        tensors[name + ".affine.weight"] = torch.randn(out, W)
        tensors[name + ".affine.bias"] = torch.ones(out)

    r = 4
    while r <= RESOLUTION:
        block, out = f"synthesis.b{r}", features(r)
        for layer, channels in (("conv0", features(r // 2) if r > 4 else 0), ("conv1", out)):
            if channels:
                name = f"{block}.{layer}"
                tensors[name + ".weight"] = torch.randn(out, channels, 3, 3)
                tensors[name + ".bias"] = torch.zeros(out)
                tensors[name + ".noise_const"] = torch.randn(r, r)
                tensors[name + ".noise_strength"] = torch.zeros(1)
                affine(name, channels)
        tensors[block + ".torgb.weight"] = torch.randn(CHANNELS, out, 1, 1)
        tensors[block + ".torgb.bias"] = torch.zeros(CHANNELS)
        affine(block + ".torgb", out)
        r *= 2
    return tensors


class Generator(torch.nn.Module):
    def __init__(self):
        super().__init__()
        tensors = {name: torch.nn.Parameter(t) for name, t in generator_tensors().items()}
        for name, tensor in tensors.items():
            self.register_parameter(name.replace(".", "_"), tensor)
        self.synthesis = Synthesis(tensors)
        self.embed = torch.nn.Linear(CLASSES, W)
        self.mapping = torch.nn.Sequential(
            torch.nn.Linear(2 * W, W), torch.nn.LeakyReLU(0.2), torch.nn.Linear(W, W), torch.nn.LeakyReLU(0.2))

    def forward(self, z, classes):
        return self.synthesis(self.mapping(torch.cat([z, self.embed(classes)], 1)))


def activate(x):
    return F.leaky_relu(x, 0.2) * math.sqrt(2)


class Discriminator(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.rgb = torch.nn.Conv2d(CHANNELS, features(RESOLUTION), 1)
        blocks = []
        r = RESOLUTION
        while r > 4:
            i, o = features(r), features(r // 2)
            blocks.append(torch.nn.ModuleList([
                torch.nn.Conv2d(i, i, 3, padding=1),
                torch.nn.Conv2d(i, o, 3, stride=2),
                torch.nn.Conv2d(i, o, 1, stride=2, bias=False)]))
            r //= 2
        self.blocks = torch.nn.ModuleList(blocks)
        last = features(4)
        self.conv = torch.nn.Conv2d(last + 1, last, 3, padding=1)
        self.fc = torch.nn.Linear(16 * last, last)
        self.out = torch.nn.Linear(last, W)
        self.embed = torch.nn.Linear(CLASSES, W)

    def forward(self, images, classes):
        kernel = filter2d(1)
        x = activate(self.rgb(images))
        for conv0, conv1, skip in self.blocks:
            aside = skip(blur(x, kernel, [1, 1, 1, 1]))
            x = activate(conv1(blur(activate(conv0(x)), kernel, [2, 2, 2, 2])))
            x = (x + aside) * math.sqrt(0.5)
        spread = (x.reshape(4, -1, *x.shape[1:]).var(0, unbiased=False) + 1e-8).sqrt().mean([1, 2, 3])
        x = torch.cat([x, spread.repeat(4).reshape(-1, 1, 1, 1).expand(-1, 1, 4, 4)], 1)
        x = activate(self.fc(activate(self.conv(x)).flatten(1)))
        return (self.out(x) * self.embed(classes)).sum(1) / math.sqrt(W)


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 32
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    torch.manual_seed(1)
    generator, average, discriminator = Generator(), Generator().requires_grad_(False), Discriminator()
    adams = [torch.optim.Adam(net.parameters(), 0.0025, (0, 0.99)) for net in (generator, discriminator)]
    real = torch.rand(BATCH, CHANNELS, RESOLUTION, RESOLUTION) * 2 - 1
    classes = F.one_hot(torch.arange(BATCH) % CLASSES, CLASSES).float()

    def update(adam, loss):
        adam.zero_grad()
        loss.backward()
        adam.step()

    def step(number):
        with torch.no_grad():
            fake = generator(torch.randn(BATCH, W), classes)
        discriminator.requires_grad_(True)
        update(adams[1], F.softplus(discriminator(fake, classes)).mean()
               + F.softplus(-discriminator(real, classes)).mean())
        if number % R1_INTERVAL == 0:
            seen = real.clone().requires_grad_(True)
            (gradient,) = torch.autograd.grad(discriminator(seen, classes).sum(), seen, create_graph=True)
            update(adams[1], gradient.square().sum([1, 2, 3]).mean() * (R1_GAMMA / 2 * R1_INTERVAL))
        discriminator.requires_grad_(False)
        update(adams[0], F.softplus(-discriminator(generator(torch.randn(BATCH, W), classes), classes)).mean())
        with torch.no_grad():
            for slow, fast in zip(average.parameters(), generator.parameters()):
                slow.lerp_(fast, 0.01)

    step(0)
    before = time.perf_counter()
    for number in range(steps):
        step(number)
    print(json.dumps({
        "figure": "GAN training", "side": "PyTorch " + torch.__version__, "resolution": RESOLUTION,
        "images_a_second": round(steps * BATCH / (time.perf_counter() - before), 2)}))


main()
