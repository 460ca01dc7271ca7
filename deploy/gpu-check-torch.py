"""Times PyTorch's eager mode at what `impasto gpu-check` times: losses and gradient of the keras objective on a VGG19.

Random weights cost what trained ones cost, so nothing is downloaded. Prints a Markdown table; says so where PyTorch or its
CUDA device is missing.
"""

import argparse
import statistics
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    print("PyTorch was not compared: python3 has no torch.")
    sys.exit(0)

BLOCKS = [(2, 64), (2, 128), (4, 256), (4, 512), (4, 512)]
STYLE = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"]
CONTENT = "relu5_2"
WARM_UP = 3


def vgg19():
    """The layers up to the content layer, by name; the in-place ReLU of torchvision would overwrite what a loss reads."""
    layers, channels = [], 3
    for block, (count, width) in enumerate(BLOCKS, start=1):
        for i in range(1, count + 1):
            layers.append((None, nn.Conv2d(channels, width, 3, padding=1)))
            layers.append((f"relu{block}_{i}", nn.ReLU()))
            if layers[-1][0] == CONTENT:
                return layers
            channels = width
        layers.append((None, nn.MaxPool2d(2, 2)))
    return layers


def features(layers, image):
    taken, x = {}, image
    for name, layer in layers:
        x = layer(x)
        if name in STYLE or name == CONTENT:
            taken[name] = x
    return taken


def gram(f):
    flat = f.flatten(2)[0].float()
    return flat @ flat.T


def rate(layers, device, size, evaluations, half):
    def computed(image):
        with torch.autocast(device.type, dtype=torch.float16, enabled=half):
            return features(layers, image)

    torch.manual_seed(1)
    image = (255 * torch.rand(1, 3, size, size, device=device)).requires_grad_()
    mean = torch.tensor([103.939, 116.779, 123.68], device=device).view(1, 3, 1, 1)
    with torch.no_grad():
        target = computed(image.flip(1) * 0.5 - mean)
        grams = {name: gram(target[name]) for name in STYLE}

    def evaluate():
        f = computed(image.flip(1) - mean)
        loss = 2.5e-8 * (f[CONTENT].float() - target[CONTENT].float()).square().sum()
        for name in STYLE:
            weight = 1e-6 / len(STYLE) / (36.0 * (size * size) ** 2)
            loss = loss + weight * (gram(f[name]) - grams[name]).square().sum()
        dx = image[:, :, :-1, 1:] - image[:, :, :-1, :-1]
        dy = image[:, :, 1:, :-1] - image[:, :, :-1, :-1]
        loss = loss + 1e-6 * (dx.square() + dy.square()).pow(1.25).sum()
        torch.autograd.grad(loss, image)

    times = []
    for i in range(-WARM_UP, evaluations):
        begun = time.perf_counter()
        evaluate()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        if i >= 0:
            times.append(time.perf_counter() - begun)
    return 1 / statistics.median(times)


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--evaluations", type=int, default=50)
    parser.add_argument("--device", type=int, default=0)
    parser.add_argument("--provider", default="cuda")
    options, _ = parser.parse_known_args()
    if options.provider == "cuda" and not torch.cuda.is_available():
        print(f"PyTorch was not compared: torch {torch.__version__} has no CUDA device.")
        return
    device = torch.device("cuda", options.device) if options.provider == "cuda" else torch.device("cpu")
    layers = vgg19()
    for _, layer in layers:
        layer.to(device).requires_grad_(False)
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")

    print(f"PyTorch {torch.__version__}, eager, {options.size} x {options.size}:\n")
    print("| precision | evaluations per second | peak memory |\n|---|---|---|")
    precisions = [("float32", False, False), ("tf32", True, False), ("float16 (autocast)", True, True)]
    for name, tf32, half in precisions if device.type == "cuda" else precisions[:1]:
        torch.backends.cuda.matmul.allow_tf32 = tf32
        torch.backends.cudnn.allow_tf32 = tf32
        if device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(device)
        per_second = rate(layers, device, options.size, options.evaluations, half)
        memory = f"{torch.cuda.max_memory_allocated(device) >> 20} MiB" if device.type == "cuda" else ""
        print(f"| {name} | {per_second:.1f} | {memory} |")


main()
