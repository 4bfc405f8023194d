#!/usr/bin/env python3
"""Turns a network pickle of StyleGAN2-ADA (the PyTorch version) into a model folder of PLAN for Fiji.

    python convert_stylegan2_ada.py --code stylegan2-ada-pytorch network.pkl model-folder

Run it in the Python (with PyTorch) in which you use the network. A pickle runs a program when it is
opened: convert only files whose source you trust. The folder holds numbers only and is safe to pass
on as far as the generator itself is. Afterwards the images of the original network and of the
converted one are compared, and the greatest difference (of values -1..1) is printed.

Classes of a conditional network are named by --classes, in the order of the network's labels, which
must be the sorted order.
"""

import argparse
import hashlib
import json
import os
import pickle
import struct
import sys

import torch
import torch.nn.functional as F

TOOL = "convert_stylegan2_ada.py"
GREATEST_DIFFERENCE = 1e-3


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", help="network pickle (.pkl)")
    parser.add_argument("folder", help="new model folder")
    parser.add_argument("--code", help="folder of the StyleGAN2-ADA code (dnnlib, torch_utils)")
    parser.add_argument("--classes", default="", help="names of the classes, with commas between")
    parser.add_argument("--check", help="also write latents and the original's images to this file")
    arguments = parser.parse_args()
    if os.path.exists(os.path.join(arguments.folder, "model.json")):
        sys.exit(f"There is a model in {arguments.folder} already: give a new folder.")
    original = load(arguments.network, arguments.code)
    tensors = tensors_of(original)
    shape = shape_of(original, tensors)
    classes = class_names(arguments.classes, shape["classes"])
    check = compare(original, tensors, shape)
    difference = check.pop("difference")
    print(f"Greatest difference to the original: {difference:.2g}")
    if not difference < GREATEST_DIFFERENCE:
        sys.exit(f"That is more than {GREATEST_DIFFERENCE}: this network has a layer that StyleGAN2 "
                 "has not, or activations that are clamped. It was not converted.")
    os.makedirs(arguments.folder, exist_ok=True)
    write_bundle(arguments.folder, tensors, shape, classes, sha256(arguments.network), difference)
    if arguments.check:
        write_safetensors(arguments.check, check)
    print(f"Wrote {arguments.folder}: open it with PLAN Open Model...")


def load(path, code):
    """The averaged generator of a pickle."""
    if code:
        sys.path.insert(0, code)
    with open(path, "rb") as file:
        try:
            data = pickle.load(file)
        except ModuleNotFoundError as error:
            sys.exit(f"The pickle needs {error.name}: give the folder of the code that made it "
                     "(--code stylegan2-ada-pytorch).")
    if not isinstance(data, dict) or "G_ema" not in data:
        sys.exit("The pickle holds no G_ema: of a TensorFlow network make a PyTorch one first "
                 "(legacy.py of StyleGAN2-ADA).")
    return data["G_ema"].eval().requires_grad_(False).float().cpu()


def tensors_of(original):
    """The tensors under our names, which are the original's but for the filters."""
    tensors = {}
    for name, value in original.state_dict().items():
        if name.endswith("resample_filter"):
            require_filter(name, value)
        else:
            value = value.detach().float().contiguous()
            tensors[name] = value.reshape(1) if name.endswith("noise_strength") else value
    return tensors


def require_filter(name, value):
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 8
    if value.shape != (4, 4) or (value.float() - torch.outer(taps, taps)).abs().max() > 1e-6:
        sys.exit(f"{name} is not the filter [1,3,3,1] of StyleGAN2: not converted.")


def shape_of(original, tensors):
    """Sizes as the model's manifest has them."""
    resolutions = sorted(int(n.split(".")[1][1:]) for n in tensors if n.endswith("torgb.weight"))
    if not resolutions or resolutions != [4 << i for i in range(len(resolutions))] or any(
            n.endswith("skip.weight") for n in tensors):
        sys.exit("The network is no StyleGAN2 of the skip architecture: not converted.")
    features = {r: tensors[f"synthesis.b{r}.torgb.weight"].shape[1] for r in resolutions}
    top = resolutions[-1]
    greatest = max(features.values())
    base = max(features[r] * r for r in resolutions if features[r] < greatest or r == top)
    if any(min(base // r, greatest) != features[r] for r in resolutions):
        sys.exit(f"Feature channels {features} follow no rule base / resolution: not converted.")
    return {
        "resolution": top,
        "channels": tensors[f"synthesis.b{top}.torgb.weight"].shape[0],
        "zDim": original.z_dim,
        "wDim": original.w_dim,
        "classes": original.c_dim,
        "mappingLayers": sum(n.startswith("mapping.fc") and n.endswith("weight") for n in tensors),
        "channelBase": base,
        "channelMax": greatest,
    }


def class_names(text, count):
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        names = [f"class {i:0{len(str(count - 1))}d}" for i in range(count)]
    if count and len(names) != count:
        sys.exit(f"The network has {count} classes, --classes names {len(names)}.")
    if names != sorted(set(names)):
        sys.exit("The names of the classes must be different and in sorted order, for classes are "
                 "numbered in that order: for example 0-healthy,1-ill.")
    return names


def compare(original, tensors, shape, count=2):
    """Latents, the original's answers, and the greatest difference of our own formulas to them."""
    with torch.no_grad():
        z = torch.randn(count, shape["zDim"], generator=torch.Generator().manual_seed(1))
        label = torch.zeros(count, shape["classes"])
        for i in range(count if shape["classes"] else 0):
            label[i, i % shape["classes"]] = 1
        ws = original.mapping(z, label, truncation_psi=1)
        images = original.synthesis(ws, noise_mode="const", force_fp32=True)
        w = mapping(tensors, z, label)
        own = synthesis(tensors, w, shape["resolution"])
    difference = max((ws[:, 0] - w).abs().max().item(), (images - own).abs().max().item())
    return {"z": z, "label": label, "w": ws[:, 0], "images": images, "difference": difference}


def dense(tensors, name, x, multiplier=1.0):
    weight = tensors[name + ".weight"]
    return x @ (weight * multiplier / weight.shape[1] ** 0.5).t() + tensors[name + ".bias"] * multiplier


def leaky(x):
    return F.leaky_relu(x, 0.2) * 2 ** 0.5


def normalized(x):
    return x * (x.square().mean(1, keepdim=True) + 1e-8).rsqrt()


def mapping(tensors, z, label):
    """z [N,zDim] and one-hot classes to w [N,wDim] (Karras et al. 2019, 2020)."""
    x = normalized(z)
    if label.shape[1]:
        x = torch.cat([x, normalized(dense(tensors, "mapping.embed", label))], 1)
    layer = 0
    while f"mapping.fc{layer}.weight" in tensors:
        x = leaky(dense(tensors, f"mapping.fc{layer}", x, 0.01))
        layer += 1
    return x


def synthesis(tensors, w, resolution):
    """w [N,wDim] to images, styles on the activations (Karras et al. 2020, section 2.2)."""
    x = tensors["synthesis.b4.const"].expand(w.shape[0], -1, -1, -1)
    image, r = None, 4
    while r <= resolution:
        block = f"synthesis.b{r}."
        if r > 4:
            x = styled(tensors, block + "conv0", x, w, up=True)
        x = styled(tensors, block + "conv1", x, w, up=False)
        weight = tensors[block + "torgb.weight"]
        style = dense(tensors, block + "torgb.affine", w) / weight.shape[1] ** 0.5
        rgb = F.conv2d(x * style[:, :, None, None], weight) + column(tensors[block + "torgb.bias"])
        image = rgb if image is None else upsampled(image) + rgb
        r *= 2
    return image


def styled(tensors, name, x, w, up):
    weight = tensors[name + ".weight"]
    style = dense(tensors, name + ".affine", w)
    x = x * style[:, :, None, None]
    if up:
        x = F.conv_transpose2d(x, weight.transpose(0, 1), stride=2)
        x = F.conv2d(x, taps(x.shape[1]), padding=1, groups=x.shape[1])
    else:
        x = F.conv2d(x, weight, padding=1)
    energy = style.square() @ weight.square().sum([2, 3]).t()
    x = x * (energy + 1e-8).rsqrt()[:, :, None, None]
    x = x + tensors[name + ".noise_const"] * tensors[name + ".noise_strength"]
    return leaky(x + column(tensors[name + ".bias"]))


def upsampled(x):
    return F.conv_transpose2d(x, taps(x.shape[1]), stride=2, padding=1, groups=x.shape[1])


def taps(channels):
    line = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 4
    return torch.outer(line, line).expand(channels, 1, 4, 4)


def column(values):
    return values[None, :, None, None]


def write_bundle(folder, tensors, shape, classes, source, difference):
    file = "generator.safetensors"
    write_safetensors(os.path.join(folder, file), tensors)
    manifest = {
        "formatVersion": 1,
        "tool": TOOL,
        "resolution": shape["resolution"],
        "channels": shape["channels"],
        "classes": classes,
        "identities": 0,
        "imageRange": [-1.0, 1.0],
        "networks": {
            "generator": {
                "file": file,
                "kind": "stylegan2",
                "sha256": sha256(os.path.join(folder, file)),
                "isPrivate": False,
                "shape": shape,
            }
        },
        "training": {"generator": {"source": "StyleGAN2-ADA pickle", "source sha256": source}},
        "figures": {"generator": {"greatest difference to the original": difference}},
    }
    with open(os.path.join(folder, "model.json"), "w", encoding="utf-8") as out:
        json.dump(manifest, out, indent=2)
        out.write("\n")


def write_safetensors(path, tensors):
    header, offset = {}, 0
    for name, value in tensors.items():
        end = offset + 4 * value.numel()
        header[name] = {
            "dtype": "F32", "shape": list(value.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)))
        out.write(text)
        for value in tensors.values():
            out.write(value.contiguous().numpy().astype("<f4").tobytes())


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


if __name__ == "__main__":
    main()
