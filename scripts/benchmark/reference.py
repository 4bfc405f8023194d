"""The published loop (Pennisi et al. 2023): one iteration for each line "iterate" of the standard
input, answered by a JSON line.

    reference.py FOLDER T [CHUNK]

A path of T points, its interior optimised by Adam at 0.1; chunks of CHUNK images (published: four)
go through the generator and both classifiers, the losses of all chunks are added up, then comes one backward pass.
Published are means over each chunk; here sums divided by four, the same for full chunks, so that
images of a short last chunk do not weigh more. Identity: KL(U || p). Weights 0.1 and 1."""

import json
import math
import os
import sys
import time

import torch
import torch.nn.functional as F

from networks import ResNet18, Synthesis, read_safetensors

PUBLISHED_CHUNK = 4


def main():
    folder, steps = sys.argv[1], int(sys.argv[2])
    chunk = int(sys.argv[3]) if len(sys.argv) > 3 else PUBLISHED_CHUNK
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    generator = Synthesis(read_safetensors(folder + "/generator.safetensors"))
    identity = ResNet18(read_safetensors(folder + "/identity.safetensors"))
    condition = ResNet18(read_safetensors(folder + "/condition.safetensors"))
    ends = read_safetensors(folder + "/ends.safetensors")
    first, last = ends["from"], ends["to"]
    share = torch.arange(1, steps - 1, dtype=torch.float64).reshape(-1, 1) / (steps - 1)
    interior = (first + share * (last - first)).float().requires_grad_(True)
    adam = torch.optim.Adam([interior], lr=0.1)

    def iterate():
        path = torch.cat([first, interior, last])
        loss = F.pairwise_distance(path[:-1], path[1:]).square().sum()
        for w in interior.split(chunk):
            images = generator(w).clamp(-1, 1)
            log_posterior = F.log_softmax(identity(images), 1)
            divergence = -math.log(log_posterior.shape[1]) - log_posterior.mean(1)
            label = torch.zeros(len(w), dtype=torch.long)
            entropy = F.cross_entropy(condition(images), label, reduction="sum")
            loss = loss + 0.1 * divergence.sum() / PUBLISHED_CHUNK + entropy / PUBLISHED_CHUNK
        adam.zero_grad()
        loss.backward()
        adam.step()
        return loss.item()

    print(json.dumps({"ready": True, "torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        if line.strip() != "iterate":
            break
        before = time.perf_counter()
        loss = iterate()
        print(json.dumps({"seconds": time.perf_counter() - before, "loss": loss}), flush=True)


main()
