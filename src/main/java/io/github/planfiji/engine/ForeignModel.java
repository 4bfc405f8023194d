package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Tells files of other programs that a user may take for a model, without opening them. */
final class ForeignModel {

    /** Files of Python's pickle, as PyTorch and the StyleGAN2 code save networks. */
    private static final Set<String> PICKLES =
            Set.of("pkl", "pickle", "pt", "pth", "ckpt", "bin", "joblib");

    private ForeignModel() {}

    /**
     * @param given where a bundle's folder should be
     * @throws UserException if it is a file; the message says what to do with one of its kind
     */
    static void refuse(Path given) {
        if (!Files.isRegularFile(given)) return;
        String name = given.getFileName().toString().toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        UserException.require(
                !PICKLES.contains(extension),
                "%s is a Python file that can run any code when it is opened, so it was not:"
                        + " convert the network in Python (to safetensors, or by torch.jit to"
                        + " TorchScript) and give the folder of the converted model.",
                given);
        UserException.require(
                !extension.equals("zip"),
                "%s is an archive: unpack it and choose the folder with model.json.",
                given);
        throw new UserException(
                "%s is a file: choose the folder of a trained model (with model.json)."
                        .formatted(given));
    }

    /**
     * Whether a file's first eight bytes, little-endian, are those of a pickle (protocol 2 to 5) or
     * of a zip archive, as PyTorch wraps one.
     */
    static boolean isPickle(long head) {
        long protocol = head >> 8 & 0xff;
        return (head & 0xff) == 0x80 && protocol >= 2 && protocol <= 5 || (head & 0xffff) == 0x4b50;
    }
}
