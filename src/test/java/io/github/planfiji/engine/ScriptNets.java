package io.github.planfiji.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tiny TorchScript networks, written without Python, for images of 28 x 28 grey pixels. */
public final class ScriptNets {

    public static final int SIDE = 28;

    /** Components of the generators' latents. */
    public static final int LATENT = 3;

    private ScriptNets() {}

    /**
     * From [N,3], an image 0..1 of logistic slopes: pixel (x, y), both -1..1, is {@code sigmoid(a x
     * + b y + c)}.
     */
    public static Path generator(Path file) throws IOException {
        return write(
                file,
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, z: Tensor) -> Tensor:
                    t = torch.linspace(-1, 1, 28)
                    x = torch.reshape(t, [1, 1, 1, 28])
                    y = torch.reshape(t, [1, 1, 28, 1])
                    a = torch.reshape(torch.select(z, 1, 0), [-1, 1, 1, 1])
                    b = torch.reshape(torch.select(z, 1, 1), [-1, 1, 1, 1])
                    c = torch.reshape(torch.select(z, 1, 2), [-1, 1, 1, 1])
                    s = torch.add(torch.add(torch.mul(a, x), torch.mul(b, y)), c)
                    return torch.sigmoid(s)
                """);
    }

    /** As {@link #generator}, of the mean of two layers [N,2,3]. */
    public static Path layeredGenerator(Path file) throws IOException {
        return write(
                file,
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, ws: Tensor) -> Tensor:
                    w = torch.mean(ws, [1])
                    t = torch.linspace(-1, 1, 28)
                    x = torch.reshape(t, [1, 1, 1, 28])
                    a = torch.reshape(torch.select(w, 1, 0), [-1, 1, 1, 1])
                    y = torch.expand(torch.mul(a, x), [-1, 1, 28, 28])
                    return torch.sigmoid(y)
                """);
    }

    /** From z [N,3] and classes [N,2] to w [N,3] = 2 z + (class 0: 1, class 1: 5). */
    public static Path mapping(Path file) throws IOException {
        return write(
                file,
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, z: Tensor, c: Tensor) -> Tensor:
                    first = torch.reshape(torch.select(c, 1, 0), [-1, 1])
                    second = torch.reshape(torch.select(c, 1, 1), [-1, 1])
                    return torch.add(torch.add(torch.mul(z, 2.), first), torch.mul(second, 5.))
                """);
    }

    /** From [N,1,H,W], ten times the means of the left and of the right half: [N,2]. */
    public static Path halves(Path file) throws IOException {
        return pooling(file, "[1, 2]", 10);
    }

    /** From [N,1,H,W], ten times the means of bands from top to bottom: [N,bands]. */
    public static Path bands(Path file, int bands) throws IOException {
        return pooling(file, "[" + bands + ", 1]", 10);
    }

    /** From [N,1,H,W], the means of the left and of the right half, divided by their sum: [N,2]. */
    public static Path shares(Path file) throws IOException {
        return write(
                file,
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, x: Tensor) -> Tensor:
                    m = torch.flatten(torch.adaptive_avg_pool2d(x, [1, 2]), 1, -1)
                    return torch.div(m, torch.sum(m, [1], True))
                """);
    }

    /** The mean absolute difference of two images: [N]. */
    public static Path distance(Path file) throws IOException {
        return write(
                file,
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, a: Tensor, b: Tensor) -> Tensor:
                    return torch.mean(torch.abs(torch.sub(a, b)), [1, 2, 3])
                """);
    }

    /** The absolute difference of two batches: one number for all of them. */
    public static Path totalDistance(Path file) throws IOException {
        return write(
                file,
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, a: Tensor, b: Tensor) -> Tensor:
                    return torch.sum(torch.abs(torch.sub(a, b)))
                """);
    }

    private static Path pooling(Path file, String cells, double factor) throws IOException {
        return write(
                file,
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, x: Tensor) -> Tensor:
                    m = torch.flatten(torch.adaptive_avg_pool2d(x, %s), 1, -1)
                    return torch.mul(m, %s)
                """
                        .formatted(cells, factor));
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.write(file, TorchScriptText.archive("Net", text));
    }
}
