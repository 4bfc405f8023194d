"""StyleGAN2 (Karras et al. 2020) and ResNet-18 (He et al. 2016) in plain PyTorch, as published:
the generator modulates its weights for every image and convolves them in groups."""

import json
import math
import struct

import numpy
import torch
import torch.nn.functional as F


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32", name
        start, end = entry["data_offsets"]
        values = numpy.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    return tensors


def filter2d(gain):
    line = torch.tensor([1.0, 3.0, 3.0, 1.0])
    square = torch.outer(line, line)
    return square / square.sum() * gain


def blur(x, kernel, pad):
    channels = x.shape[1]
    weight = kernel.expand(channels, 1, 4, 4)
    return F.conv2d(F.pad(x, pad), weight, groups=channels)


def upsample(x):
    """By two: zeros between the pixels, then the filter."""
    n, c, h, w = x.shape
    x = F.pad(x.reshape(n, c, h, 1, w, 1), [0, 1, 0, 0, 0, 1]).reshape(n, c, 2 * h, 2 * w)
    return blur(x, filter2d(4), [2, 1, 2, 1])


def modulated_conv(x, weight, styles, up=False, demodulate=True):
    n, channels, h, w = x.shape
    out, _, kernel, _ = weight.shape
    each = weight.unsqueeze(0) * styles.reshape(n, 1, -1, 1, 1)
    if demodulate:
        scale = (each.square().sum([2, 3, 4]) + 1e-8).rsqrt()
        each = each * scale.reshape(n, -1, 1, 1, 1)
    x = x.reshape(1, n * channels, h, w)
    if up:
        each = each.transpose(1, 2).reshape(n * channels, out, kernel, kernel)
        x = F.conv_transpose2d(x, each, stride=2, groups=n)
        x = blur(x, filter2d(4), [1, 1, 1, 1])
    else:
        x = F.conv2d(x, each.reshape(n * out, channels, kernel, kernel), padding=kernel // 2, groups=n)
    return x.reshape(n, out, x.shape[2], x.shape[3])


class Synthesis:
    def __init__(self, tensors):
        self.t = tensors
        self.resolutions = []
        r = 4
        while f"synthesis.b{r}.torgb.weight" in tensors:
            self.resolutions.append(r)
            r *= 2

    def affine(self, name, w):
        weight = self.t[name + ".affine.weight"]
        return F.linear(w, weight / math.sqrt(weight.shape[1]), self.t[name + ".affine.bias"])

    def layer(self, x, w, name, up):
        x = modulated_conv(x, self.t[name + ".weight"], self.affine(name, w), up)
        x = x + self.t[name + ".noise_const"] * self.t[name + ".noise_strength"]
        x = x + self.t[name + ".bias"].reshape(1, -1, 1, 1)
        return F.leaky_relu(x, 0.2) * math.sqrt(2)

    def __call__(self, w):
        x = self.t["synthesis.b4.const"].unsqueeze(0).repeat(w.shape[0], 1, 1, 1)
        image = None
        for r in self.resolutions:
            block = f"synthesis.b{r}"
            if r > 4:
                x = self.layer(x, w, block + ".conv0", True)
            x = self.layer(x, w, block + ".conv1", False)
            weight = self.t[block + ".torgb.weight"]
            styles = self.affine(block + ".torgb", w) / math.sqrt(weight.shape[1])
            rgb = modulated_conv(x, weight, styles, demodulate=False)
            rgb = rgb + self.t[block + ".torgb.bias"].reshape(1, -1, 1, 1)
            image = rgb if image is None else upsample(image) + rgb
        return image


class ResNet18:
    def __init__(self, tensors):
        self.t = tensors

    def unit(self, x, conv, norm, stride):
        t = self.t
        weight = t[conv + ".weight"]
        x = F.conv2d(x, weight, stride=stride, padding=weight.shape[2] // 2)
        return F.batch_norm(
            x, t[norm + ".running_mean"], t[norm + ".running_var"], t[norm + ".weight"], t[norm + ".bias"])

    def block(self, x, name, stride):
        y = F.relu(self.unit(x, name + ".conv1", name + ".bn1", stride))
        y = self.unit(y, name + ".conv2", name + ".bn2", 1)
        if stride == 2:
            x = self.unit(x, name + ".downsample.0", name + ".downsample.1", 2)
        return F.relu(x + y)

    def __call__(self, x):
        x = F.max_pool2d(F.relu(self.unit(x, "conv1", "bn1", 2)), 3, 2, 1)
        for stage in range(4):
            for number in range(2):
                x = self.block(x, f"layer{stage + 1}.{number}", 2 if stage and not number else 1)
        return F.linear(x.mean([2, 3]), self.t["fc.weight"], self.t["fc.bias"])
