"""A StyleGAN2 with the tensor names and the calls of StyleGAN2-ADA, and random weights: the test
network of scripts/convert_stylegan2_ada.py. Written from the papers' formulas, and by other means
than the converter and the plugin: weights are modulated, not activations, upsampling inserts zeros.

    python random_stylegan2.py network.pkl
    python ../../../scripts/convert_stylegan2_ada.py --code . --classes healthy,ill \
        --check ../resources/stylegan2-ada/check.safetensors network.pkl ../resources/stylegan2-ada
"""

import pickle
import sys

import torch
from torch import nn
from torch.nn import functional as F

LINE = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 8


class Dense(nn.Module):
    def __init__(self, inputs, outputs, multiplier=1.0, bias=0.0, leaky=False):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) / multiplier)
        self.bias = nn.Parameter((bias + 0.2 * torch.randn(outputs)) / multiplier)
        self.multiplier, self.leaky = multiplier, leaky

    def forward(self, x):
        weight = self.weight * self.multiplier / self.weight.shape[1] ** 0.5
        x = F.linear(x, weight, self.bias * self.multiplier)
        return F.leaky_relu(x, 0.2) * 2 ** 0.5 if self.leaky else x


class Mapping(nn.Module):
    def __init__(self, z_dim, c_dim, w_dim, num_ws, layers):
        super().__init__()
        self.num_ws, self.layers = num_ws, layers
        self.embed = Dense(c_dim, w_dim)
        for i in range(layers):
            inputs = z_dim + w_dim if i == 0 else w_dim
            setattr(self, f"fc{i}", Dense(inputs, w_dim, 0.01, leaky=True))
        self.register_buffer("w_avg", 0.3 * torch.randn(w_dim))

    def forward(self, z, c, truncation_psi=1):
        x = torch.cat([unit(z), unit(self.embed(c))], dim=1)
        for i in range(self.layers):
            x = getattr(self, f"fc{i}")(x)
        x = self.w_avg + truncation_psi * (x - self.w_avg)
        return x.unsqueeze(1).repeat(1, self.num_ws, 1)


def unit(x):
    return x / (x.pow(2).mean(dim=1, keepdim=True) + 1e-8).sqrt()


class Layer(nn.Module):
    def __init__(self, inputs, outputs, w_dim, resolution, up):
        super().__init__()
        self.up = up
        self.affine = Dense(w_dim, inputs, bias=1.0)
        self.weight = nn.Parameter(torch.randn(outputs, inputs, 3, 3))
        self.register_buffer("noise_const", torch.randn(resolution, resolution))
        self.noise_strength = nn.Parameter(0.2 * torch.randn([]))
        self.bias = nn.Parameter(0.2 * torch.randn(outputs))
        self.register_buffer("resample_filter", torch.outer(LINE, LINE))

    def forward(self, x, w):
        n = x.shape[0]
        weight = self.weight.unsqueeze(0) * self.affine(w).reshape(n, 1, -1, 1, 1)
        weight = weight / (weight.pow(2).sum(dim=[2, 3, 4], keepdim=True) + 1e-8).sqrt()
        x = torch.cat([self.one(x[i:i + 1], weight[i]) for i in range(n)])
        x = x + self.noise_const * self.noise_strength + self.bias.reshape(1, -1, 1, 1)
        return F.leaky_relu(x, 0.2) * 2 ** 0.5

    def one(self, x, weight):
        if not self.up:
            return F.conv2d(x, weight, padding=1)
        # zeros between pixels, true convolution with the 3x3 weight, filter
        x = F.conv2d(F.pad(zeros_between(x), [2, 1, 2, 1]), weight.flip([2, 3]))
        return filtered(F.pad(x, [1, 1, 1, 1]), 4 * self.resample_filter)


def zeros_between(x):
    n, c, h, w = x.shape
    out = x.new_zeros(n, c, 2 * h, 2 * w)
    out[:, :, ::2, ::2] = x
    return out


def filtered(x, taps):
    n, c, h, w = x.shape
    return F.conv2d(x.reshape(n * c, 1, h, w), taps[None, None]).reshape(n, c, h - 3, w - 3)


class ToRgb(nn.Module):
    def __init__(self, inputs, channels, w_dim):
        super().__init__()
        self.weight = nn.Parameter(0.3 * torch.randn(channels, inputs, 1, 1))
        self.bias = nn.Parameter(0.1 * torch.randn(channels))
        self.affine = Dense(w_dim, inputs, bias=1.0)

    def forward(self, x, w):
        style = self.affine(w) / self.weight.shape[1] ** 0.5
        return torch.einsum("nihw,oi,ni->nohw", x, self.weight[:, :, 0, 0], style) \
            + self.bias.reshape(1, -1, 1, 1)


class Block(nn.Module):
    def __init__(self, inputs, outputs, w_dim, resolution, channels):
        super().__init__()
        self.register_buffer("resample_filter", torch.outer(LINE, LINE))
        if inputs == 0:
            self.const = nn.Parameter(torch.randn(outputs, 4, 4))
        else:
            self.conv0 = Layer(inputs, outputs, w_dim, resolution, up=True)
        self.conv1 = Layer(outputs, outputs, w_dim, resolution, up=False)
        self.torgb = ToRgb(outputs, channels, w_dim)

    def forward(self, x, image, ws):
        if x is None:
            x = self.const.unsqueeze(0).repeat(ws.shape[0], 1, 1, 1)
            x = self.conv1(x, ws[:, 0])
        else:
            x = self.conv1(self.conv0(x, ws[:, 0]), ws[:, 1])
        rgb = self.torgb(x, ws[:, 1 if image is None else 2])
        if image is None:
            return x, rgb
        image = F.pad(zeros_between(image), [2, 1, 2, 1])
        return x, filtered(image, 4 * self.resample_filter) + rgb


class Synthesis(nn.Module):
    def __init__(self, w_dim, resolution, channels, base, greatest):
        super().__init__()
        self.block_resolutions = [4 << i for i in range(resolution.bit_length() - 2)]
        inputs = 0
        for r in self.block_resolutions:
            outputs = min(base // r, greatest)
            setattr(self, f"b{r}", Block(inputs, outputs, w_dim, r, channels))
            inputs = outputs
        self.num_ws = 2 * len(self.block_resolutions)

    def forward(self, ws, noise_mode="const", force_fp32=True):
        assert noise_mode == "const" and force_fp32
        x, image, at = None, None, 0
        for r in self.block_resolutions:
            x, image = getattr(self, f"b{r}")(x, image, ws[:, at:at + 3])
            at += 1 if r == 4 else 2
        return image


class Generator(nn.Module):
    def __init__(self, z_dim, c_dim, w_dim, resolution, channels, layers, base, greatest):
        super().__init__()
        self.z_dim, self.c_dim, self.w_dim = z_dim, c_dim, w_dim
        self.synthesis = Synthesis(w_dim, resolution, channels, base, greatest)
        self.mapping = Mapping(z_dim, c_dim, w_dim, self.synthesis.num_ws, layers)


if __name__ == "__main__":
    # pickled under the module's own name, so that another program can import it
    import random_stylegan2

    torch.manual_seed(1)
    network = random_stylegan2.Generator(
        z_dim=6, c_dim=2, w_dim=8, resolution=32, channels=3, layers=3, base=192, greatest=8)
    with open(sys.argv[1], "wb") as out:
        pickle.dump({"G_ema": network}, out)
