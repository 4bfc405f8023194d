package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Tells files of other programs that a user may take for a model, without opening them. */
final class ForeignModel {

    /** Files of Python's pickle, as PyTorch and the StyleGAN2 code save networks. */
    private static final Set<String> PICKLES =
            Set.of("pkl", "pickle", "pt", "pth", "ckpt", "bin", "joblib");

    private static final String PICKLE =
            "%s is a Python pickle or may hold one, which runs a program when it is opened, so it is never opened here. Convert a StyleGAN2-ADA pickle with scripts/convert_stylegan2_ada.py in the Python that made it; import TorchScript with scripts/ImportTorchScript.groovy.";

    private ForeignModel() {}

    /**
     * @param given where a bundle's folder should be
     * @throws UserException if it is a file; the message says what to do with one of its kind
     */
    static void refuse(Path given) {
        if (!Files.isRegularFile(given)) return;
        String name = given.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        UserException.require(!PICKLES.contains(extension), PICKLE, name);
        UserException.require(
                !extension.equals("zip"),
                "%s is an archive: unpack it and choose the folder with model.json.",
                given);
        throw new UserException(
                "%s is a file: choose the folder of a trained model (with model.json)."
                        .formatted(given));
    }

    /**
     * Looks at the name and the first bytes only.
     *
     * @param file that should be TorchScript
     * @throws UserException if it is a bare pickle
     */
    static void refusePickle(Path file) throws IOException {
        String name = file.getFileName().toString();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            boolean bare =
                    start.length == 2
                            && (start[0] & 0xff) == 0x80
                            && start[1] >= 2
                            && start[1] <= 5;
            UserException.require(
                    !bare && !name.toLowerCase(Locale.ROOT).endsWith(".pkl"), PICKLE, name);
        }
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
