package io.github.planfiji.engine;

import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Knows files of other programs that users offer as models, and what to do with them. */
final class ForeignFile {

    /** First byte of a Python pickle of protocol 2 or later. */
    private static final int PICKLE = 0x80;

    private ForeignFile() {}

    /**
     * Looks at the name and the first bytes only.
     *
     * @throws UserException if the file is a Python pickle, which runs a program once it is opened
     */
    static void refusePickle(Path file) throws IOException {
        String name = file.getFileName().toString();
        UserException.require(
                !name.toLowerCase(Locale.ROOT).endsWith(".pkl") && !startsAsPickle(file),
                "%s is a Python pickle, which runs a program when it is opened, so it is never opened here. Convert a StyleGAN2-ADA pickle with scripts/convert_stylegan2_ada.py in the Python that made it; save another network as TorchScript.",
                name);
    }

    private static boolean startsAsPickle(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2
                    && (start[0] & 0xff) == PICKLE
                    && start[1] >= 2
                    && start[1] <= 5;
        }
    }
}
