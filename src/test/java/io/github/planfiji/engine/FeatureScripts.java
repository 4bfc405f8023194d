package io.github.planfiji.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** TorchScript feature networks of one line, for tests. */
public final class FeatureScripts {

    private FeatureScripts() {}

    /** Mean colours of 4 x 4 places: [N,C,H,W] to [N,16*C]. */
    public static Path vector(Path file) throws IOException {
        return write(file, "torch.flatten(torch.adaptive_avg_pool2d(x, [4, 4]), 1)");
    }

    /** Means over places: [N,C,H,W] to [N,C,13,13]. */
    public static Path map(Path file) throws IOException {
        return write(file, "torch.adaptive_avg_pool2d(x, [13, 13])");
    }

    /** A network whose answer is one number. */
    public static Path scalar(Path file) throws IOException {
        return write(file, "torch.sum(x)");
    }

    private static Path write(Path file, String expression) throws IOException {
        String text =
                """
                class Net(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Net, x: Tensor) -> Tensor:
                    return %s
                """
                        .formatted(expression);
        return Files.write(file, TorchScriptText.archive("Net", text));
    }
}
