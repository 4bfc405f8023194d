#!/usr/bin/env python3
"""Writes the generator of a PLAN for Fiji model folder as a model folder of bioimage.io (0.5).

    python export_bioimageio.py --author "A. Name" --license CC-BY-4.0 --condition healthy \\
        model-folder new-folder

Run it in a Python with PyTorch; convert_stylegan2_ada.py must lie beside it. The new folder holds
rdf.yaml, the weights as TorchScript, a test input and output, a cover picture and a README.md. Its
network takes a latent z and gives images in -1..1 of one class, as bioimage.io has no input for a
class: of a conditional generator write one folder a class (--condition). Nothing but the generator
is read or written: not the codes, not the identity classifier, not the discriminator. Afterwards
the saved network is opened again and its images are compared with those of the model folder.

A generator has learned from patients' images: audit what it makes before you pass it on.
"""

import argparse
import json
import os
import struct
import sys
import warnings
import zipfile
import zlib

import numpy
import torch

import convert_stylegan2_ada as stylegan2

GREATEST_DIFFERENCE = 1e-4
WEIGHTS = "generator.pt"
COVER_ROWS, COVER_COLUMNS = 2, 4

RDF = """\
format_version: 0.5.3
type: model
name: {name}
description: {description}
version: 0.1.0
authors:
{authors}
license: {license}
cite:
  - text: "Karras et al.: Analyzing and improving the image quality of StyleGAN. CVPR 2020"
    url: https://arxiv.org/abs/1912.04958
documentation: README.md
covers: [cover.png]
tags: [stylegan2, generator, image-synthesis, pytorch]
inputs:
  - id: latent
    description: Standard normal random numbers
    axes:
      - {{type: batch}}
      - {{type: index, size: {z_dim}}}
    data: {{type: float32}}
    test_tensor: {{source: test_input.npy, sha256: {input_sha256}}}
outputs:
  - id: image
    description: The image, -1 black to 1 white
    axes:
      - {{type: batch}}
      - {{type: channel, channel_names: [{channels}]}}
      - {{type: space, id: y, size: {resolution}}}
      - {{type: space, id: x, size: {resolution}}}
    data: {{type: float32, range: [-1.0, 1.0]}}
    test_tensor: {{source: test_output.npy, sha256: {output_sha256}}}
weights:
  torchscript:
    source: {weights}
    sha256: {weights_sha256}
    pytorch_version: {pytorch}
"""

README = """\
# {title}

{description}

It takes latents z, [batch, {z_dim}] standard normal numbers, and gives images, [batch, {channels},
{resolution}, {resolution}], from -1 (black) to 1 (white). It was written by export_bioimageio.py of
PLAN for Fiji from a model folder whose generator has the SHA-256 {source}.

# Validation

Given test_input.npy the network answers test_output.npy; the greatest difference to the model
folder's own images was {difference:.1g}. How near its images come to single patients of the training
set is told by an audit (PLAN Audit Dataset), not by this folder.
"""


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="model folder (with model.json)")
    parser.add_argument("folder", help="new folder")
    parser.add_argument("--author", required=True, action="append", help="may be given repeatedly")
    parser.add_argument("--license", required=True, help="SPDX name, for example CC-BY-4.0")
    parser.add_argument("--condition", help="the class, of a conditional generator")
    parser.add_argument("--name", help="shown by bioimage.io, 5 to 64 characters")
    arguments = parser.parse_args()
    if os.path.isdir(arguments.folder) and os.listdir(arguments.folder):
        sys.exit(f"There are files in {arguments.folder}: give a new folder.")
    manifest = read_manifest(arguments.model)
    part = manifest["networks"]["generator"]
    label = class_index(manifest, part["shape"], arguments.condition)
    tensors = read_safetensors(checked(arguments.model, part))
    os.makedirs(arguments.folder, exist_ok=True)
    write(arguments, manifest, part, Generator(tensors, part["shape"], label))
    print(f"Wrote {arguments.folder}: open it with PLAN Open Model...")


class Generator(torch.nn.Module):
    """z [N,zDim] to images [N,C,H,W] of one class."""

    def __init__(self, tensors, shape, label):
        super().__init__()
        self.names = {name: name.replace(".", "_") for name in tensors}
        for name, value in tensors.items():
            self.register_buffer(self.names[name], value)
        self.resolution = shape["resolution"]
        self.z_dim = shape["zDim"]
        one_hot = torch.zeros(1, shape["classes"])
        if shape["classes"]:
            one_hot[0, label] = 1
        self.register_buffer("label", one_hot)

    def forward(self, z):
        tensors = {name: getattr(self, buffer) for name, buffer in self.names.items()}
        w = stylegan2.mapping(tensors, z, self.label.expand(z.shape[0], -1))
        return stylegan2.synthesis(tensors, w, self.resolution).clamp(-1, 1)


def read_manifest(folder):
    path = os.path.join(folder, "model.json")
    if not os.path.isfile(path):
        sys.exit(f"There is no model.json in {folder}: give the folder of a trained model.")
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)
    part = manifest.get("networks", {}).get("generator")
    if part is None or part["kind"] != "stylegan2":
        sys.exit("The model has no StyleGAN2 generator of its own: a TorchScript generator came from "
                 "another program, which can write it.")
    return manifest


def class_index(manifest, shape, condition):
    if not shape["classes"]:
        if condition:
            sys.exit("The generator knows no classes: leave --condition out.")
        return 0
    if condition not in manifest["classes"]:
        sys.exit("The generator has classes: give --condition, one of "
                 + ", ".join(manifest["classes"]) + ".")
    return manifest["classes"].index(condition)


def checked(folder, part):
    path = os.path.join(folder, os.path.basename(part["file"]))
    if stylegan2.sha256(path) != part["sha256"]:
        sys.exit(f"{part['file']} is not the file that model.json describes: copy the model again.")
    return path


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            values = numpy.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.astype(numpy.float32))
    return tensors


def write(arguments, manifest, part, generator):
    shape, folder = part["shape"], arguments.folder
    weights = os.path.join(folder, WEIGHTS)
    z = torch.randn(
        COVER_ROWS * COVER_COLUMNS, shape["zDim"], generator=torch.Generator().manual_seed(1))
    with torch.no_grad(), warnings.catch_warnings():
        # what does not depend on the input is fixed, as it should be
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        torch.jit.save(torch.jit.trace(generator, z[:2]), weights)
        without_debug_files(weights)
        images = generator(z)
        difference = (torch.jit.load(weights)(z) - images).abs().max().item()
    print(f"Greatest difference to the model's images: {difference:.2g}")
    if not difference < GREATEST_DIFFERENCE:
        sys.exit(f"That is more than {GREATEST_DIFFERENCE}: {folder} must not be used.")
    for name, tensor in (("test_input.npy", z[:1]), ("test_output.npy", images[:1])):
        numpy.save(os.path.join(folder, name), tensor.numpy())
    write_cover(os.path.join(folder, "cover.png"), images)
    condition = f" {arguments.condition}" if arguments.condition else ""
    title = arguments.name or f"StyleGAN2 generator {shape['resolution']} px{condition}"
    described = {
        "description": "Makes images of random latents" + (f", class{condition}." if condition else "."),
        "z_dim": shape["zDim"],
        "resolution": shape["resolution"],
    }
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as out:
        out.write(README.format(
            title=title, channels=manifest["channels"], source=part["sha256"],
            difference=difference, **described))
    described["description"] = json.dumps(described["description"])
    with open(os.path.join(folder, "rdf.yaml"), "w", encoding="utf-8") as out:
        out.write(RDF.format(
            # a JSON text is a YAML text, whatever a name holds
            name=json.dumps(title),
            authors="\n".join(f"  - name: {json.dumps(name)}" for name in arguments.author),
            license=json.dumps(arguments.license),
            channels="red, green, blue" if manifest["channels"] == 3 else "grey",
            input_sha256=stylegan2.sha256(os.path.join(folder, "test_input.npy")),
            output_sha256=stylegan2.sha256(os.path.join(folder, "test_output.npy")),
            weights=WEIGHTS,
            weights_sha256=stylegan2.sha256(weights),
            pytorch=torch.__version__.split("+")[0],
            **described))


def without_debug_files(path):
    """Takes out what PyTorch adds for stack traces: it names folders of this computer."""
    with zipfile.ZipFile(path) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for entry, content in entries:
            if not entry.filename.endswith(".debug_pkl"):
                archive.writestr(zipfile.ZipInfo(entry.filename), content)


def write_cover(path, images):
    """Samples in rows, twice as wide as high, as 8-bit PNG."""
    n, channels, side, _ = images.shape
    grid = images.reshape(COVER_ROWS, COVER_COLUMNS, channels, side, side).permute(0, 3, 1, 4, 2)
    pixels = ((grid.reshape(COVER_ROWS * side, COVER_COLUMNS * side * channels) + 1) * 127.5).round()
    lines = b"".join(b"\0" + bytes(line) for line in pixels.to(torch.uint8).numpy())
    colour = 2 if channels == 3 else 0
    size = struct.pack(">IIBBBBB", COVER_COLUMNS * side, COVER_ROWS * side, 8, colour, 0, 0, 0)
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        for kind, content in ((b"IHDR", size), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")):
            out.write(struct.pack(">I", len(content)) + kind + content
                      + struct.pack(">I", zlib.crc32(kind + content)))


if __name__ == "__main__":
    main()
