#!/usr/bin/env python3
"""Writes a network of a PLAN for Fiji model folder as a model folder of bioimage.io (0.5).

    python export_bioimageio.py --author "A. Name" --license CC-BY-4.0 --condition healthy \\
        model-folder new-folder
    python export_bioimageio.py --author "A. Name" --license CC-BY-4.0 --network condition \\
        model-folder new-folder

Run it in a Python with PyTorch; convert_stylegan2_ada.py must lie beside it. The new folder holds
rdf.yaml, the weights as TorchScript, a test input and output and a README.md, of a generator a cover
picture too. A generator takes a latent z and gives images in -1..1 of one class, as bioimage.io has
no input for a class: of a conditional generator write one folder a class (--condition). The
condition classifier (--network condition) takes images in -1..1 and gives one number a class; its
test input is noise. Nothing but the chosen network is read or written: not the codes, not the
encoder, not the identity classifier, not the discriminator, which are private. Afterwards the saved
network is opened again and its answers are compared with those of the model folder.

Both have learned from patients' images: audit what a generator makes before you pass it on.
"""

import argparse
import json
import os
import re
import struct
import sys
import warnings
import zipfile
import zlib

import numpy
import torch
import torch.nn.functional as F

import convert_stylegan2_ada as stylegan2

GREATEST_DIFFERENCE = 1e-4
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
  - text: "{cite}"
    url: {cite_url}
documentation: README.md
{cover}tags: [{tags}]
inputs:
  - id: {input}
    description: {input_text}
    axes:
      - {{type: batch}}
{input_axes}
    data: {input_data}
    test_tensor: {{source: test_input.npy, sha256: {input_sha256}}}
outputs:
  - id: {output}
    description: {output_text}
    axes:
      - {{type: batch}}
{output_axes}
    data: {output_data}
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

{usage}

It was written by export_bioimageio.py of PLAN for Fiji from a model folder whose {network} network
has the SHA-256 {source}.

# Validation

Given test_input.npy the network answers test_output.npy; the greatest difference to the model
folder's own answers was {difference:.1g}. {validation}
"""

PLAIN = "{type: float32}"
SYMMETRIC = "{type: float32, range: [-1.0, 1.0]}"
IMAGE_TEXT = "The image, -1 black to 1 white"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="model folder (with model.json)")
    parser.add_argument("folder", help="new folder")
    parser.add_argument("--author", required=True, action="append", help="may be given repeatedly")
    parser.add_argument("--license", required=True, help="SPDX name, for example CC-BY-4.0")
    parser.add_argument(
        "--network", choices=["generator", "condition"], default="generator",
        help="which network; condition is the classifier of classes")
    parser.add_argument("--condition", help="the class, of a conditional generator")
    parser.add_argument("--name", help="shown by bioimage.io, 5 to 64 characters")
    arguments = parser.parse_args()
    if os.path.isdir(arguments.folder) and os.listdir(arguments.folder):
        sys.exit(f"There are files in {arguments.folder}: give a new folder.")
    manifest = read_manifest(arguments.model)
    part = network(manifest, arguments.network)
    tensors = read_safetensors(checked(arguments.model, part))
    describe = describe_generator if arguments.network == "generator" else describe_classifier
    write(arguments, part, describe(arguments, manifest, part["shape"], tensors))
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


class Classifier(torch.nn.Module):
    """Images [N,C,H,W] to one number a class [N,classes] (He et al. 2016, names of torchvision)."""

    def __init__(self, tensors, shape):
        super().__init__()
        self.names = {name: name.replace(".", "_") for name in tensors}
        for name, value in tensors.items():
            self.register_buffer(self.names[name], value)
        self.blocks = shape["blocks"]
        self.input_channels = shape["inputChannels"]
        self.small_stem = shape["smallStem"]

    def forward(self, images):
        x = images.expand(-1, self.input_channels, -1, -1)
        x = F.relu(self.unit(x, "conv1", "bn1", 1 if self.small_stem else 2))
        if not self.small_stem:
            x = F.max_pool2d(x, 3, 2, 1)
        for stage, blocks in enumerate(self.blocks):
            for block in range(blocks):
                x = self.block(x, f"layer{stage + 1}.{block}", 2 if stage and not block else 1)
        return x.mean((2, 3)) @ self.tensor("fc.weight").t() + self.tensor("fc.bias")

    def block(self, x, name, stride):
        y = F.relu(self.unit(x, f"{name}.conv1", f"{name}.bn1", stride))
        y = self.unit(y, f"{name}.conv2", f"{name}.bn2", 1)
        if stride == 2:
            x = self.unit(x, f"{name}.downsample.0", f"{name}.downsample.1", 2)
        return F.relu(y + x)

    def unit(self, x, conv, norm, stride):
        weight = self.tensor(f"{conv}.weight")
        y = F.conv2d(x, weight, stride=stride, padding=int(weight.shape[2]) // 2)
        numbers = (self.tensor(f"{norm}.{name}")
                   for name in ("running_mean", "running_var", "weight", "bias"))
        return F.batch_norm(y, *numbers)

    def tensor(self, name):
        return getattr(self, self.names[name])


def read_manifest(folder):
    path = os.path.join(folder, "model.json")
    if not os.path.isfile(path):
        sys.exit(f"There is no model.json in {folder}: give the folder of a trained model.")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def network(manifest, name):
    part = manifest.get("networks", {}).get(name)
    kind = "stylegan2" if name == "generator" else "resnet"
    if part is None or part["kind"] != kind:
        sys.exit(f"The model has no {name} network of its own ({kind}): a TorchScript network came "
                 "from another program, which can write it.")
    return part


def describe_generator(arguments, manifest, shape, tensors):
    generator = Generator(tensors, shape, class_index(manifest, shape, arguments.condition))
    z = torch.randn(
        COVER_ROWS * COVER_COLUMNS, shape["zDim"], generator=torch.Generator().manual_seed(1))
    condition = f" {arguments.condition}" if arguments.condition else ""
    side, channels = shape["resolution"], manifest["channels"]
    return {
        "module": generator,
        "test": z,
        "title": f"StyleGAN2 generator {side} px{condition}",
        "description": "Makes images of random latents" + (f", class{condition}." if condition else "."),
        "cite": "Karras et al.: Analyzing and improving the image quality of StyleGAN. CVPR 2020",
        "cite_url": "https://arxiv.org/abs/1912.04958",
        "tags": "stylegan2, generator, image-synthesis, pytorch",
        "cover": "covers: [cover.png]\n",
        "input": "latent",
        "input_text": "Standard normal random numbers",
        "input_axes": axes(f"{{type: index, size: {shape['zDim']}}}"),
        "input_data": PLAIN,
        "output": "image",
        "output_text": IMAGE_TEXT,
        "output_axes": image_axes(channels, side),
        "output_data": SYMMETRIC,
        "usage": f"""\
It takes latents z, [batch, {shape['zDim']}] standard normal numbers, and gives images, [batch, {channels},
{side}, {side}], from -1 (black) to 1 (white).""",
        "validation": """\
How near its images come to single patients of the training
set is told by an audit (PLAN Audit Dataset), not by this folder.""",
    }


def describe_classifier(arguments, manifest, shape, tensors):
    if arguments.condition:
        sys.exit("The classifier knows all classes: leave --condition out.")
    side, channels, classes = manifest["resolution"], manifest["channels"], manifest["classes"]
    noise = torch.rand(2, channels, side, side, generator=torch.Generator().manual_seed(1)) * 2 - 1
    figures = manifest.get("figures", {}).get("condition", {})
    measured = "".join(f" {name} {value:.4g};" for name, value in figures.items()).rstrip(";")
    listed = ", ".join(classes)
    # names that bioimage.io does not allow stay in README.md
    named = all(re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) for name in classes)
    return {
        "module": Classifier(tensors, shape),
        "test": noise,
        "title": f"ResNet classifier {side} px",
        "description": "Tells classes of images.",
        "cite": "He et al.: Deep residual learning for image recognition. CVPR 2016",
        "cite_url": "https://arxiv.org/abs/1512.03385",
        "tags": "resnet, classification, pytorch",
        "cover": "",
        "input": "image",
        "input_text": IMAGE_TEXT,
        "input_axes": image_axes(channels, side),
        "input_data": SYMMETRIC,
        "output": "classes",
        "output_text": "Logits; the greatest is that of the class",
        "output_axes": axes(
            f"{{type: channel, channel_names: [{listed}]}}" if named
            else f"{{type: index, size: {len(classes)}}}"),
        "output_data": PLAIN,
        "usage": f"""\
It takes images, [batch, {channels}, {side}, {side}], from -1 (black) to 1 (white), and gives logits,
[batch, {len(classes)}], of the classes in this order: {listed}. Their softmax are probabilities.""",
        "validation": f"Measured when it was trained:{measured or ' nothing'}. The test input is noise.",
    }


def axes(*lines):
    return "\n".join(f"      - {line}" for line in lines)


def image_axes(channels, side):
    names = "red, green, blue" if channels == 3 else "grey"
    return axes(
        f"{{type: channel, channel_names: [{names}]}}",
        f"{{type: space, id: y, size: {side}}}",
        f"{{type: space, id: x, size: {side}}}")


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


def write(arguments, part, described):
    folder, module, test = arguments.folder, described.pop("module"), described.pop("test")
    os.makedirs(folder, exist_ok=True)
    weights = os.path.join(folder, arguments.network + ".pt")
    with torch.no_grad(), warnings.catch_warnings():
        # what does not depend on the input is fixed, as it should be
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        torch.jit.save(torch.jit.trace(module, test[:2]), weights)
        without_debug_files(weights)
        answers = module(test)
        difference = (torch.jit.load(weights)(test) - answers).abs().max().item()
    print(f"Greatest difference to the model's answers: {difference:.2g}")
    if not difference < GREATEST_DIFFERENCE:
        sys.exit(f"That is more than {GREATEST_DIFFERENCE}: {folder} must not be used.")
    for name, tensor in (("test_input.npy", test[:1]), ("test_output.npy", answers[:1])):
        numpy.save(os.path.join(folder, name), tensor.numpy())
    if described["cover"]:
        write_cover(os.path.join(folder, "cover.png"), answers)
    own_title = described.pop("title")
    title = arguments.name or own_title
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as out:
        out.write(README.format(
            title=title, network=arguments.network, source=part["sha256"], difference=difference,
            description=described["description"], usage=described.pop("usage"),
            validation=described.pop("validation")))
    described["description"] = json.dumps(described["description"])
    with open(os.path.join(folder, "rdf.yaml"), "w", encoding="utf-8") as out:
        out.write(RDF.format(
            # a JSON text is a YAML text, whatever a name holds
            name=json.dumps(title),
            authors="\n".join(f"  - name: {json.dumps(name)}" for name in arguments.author),
            license=json.dumps(arguments.license),
            input_sha256=stylegan2.sha256(os.path.join(folder, "test_input.npy")),
            output_sha256=stylegan2.sha256(os.path.join(folder, "test_output.npy")),
            weights=os.path.basename(weights),
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
