package io.github.planfiji.ij;

import ij.ImagePlus;
import io.github.planfiji.ksame.CertificateFile;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.MembershipFile;
import io.github.planfiji.run.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Saves a k-same run: what may be released apart from what may not. */
public final class KSameFiles {

    private static final String RELEASED = "released";
    private static final String KEPT = "private";

    private KSameFiles() {}

    /**
     * Checks a folder before the work, so that none is lost at its end.
     *
     * @throws UserException if the folder holds a former run or cannot be written
     */
    public static void requireFree(Path folder) {
        OutputFolder.require(folder, List.of(RELEASED, KEPT));
    }

    /**
     * Writes {@code released/k-same.tif} and {@code released/certificate.json}, and the member list
     * into {@code private/}.
     *
     * @throws UserException if the folder holds a former run
     */
    public static void save(KSameResult result, ImagePlus stack, Path folder) throws IOException {
        requireFree(folder);
        Path released = folder.resolve(RELEASED);
        Path kept = folder.resolve(KEPT);
        Files.createDirectories(folder);
        // fails where another run made it meanwhile
        Files.createDirectory(released);
        Files.createDirectory(kept);
        MembershipFile.write(kept.resolve("membership.csv"), result.membership());
        ImageFile.saveTiff(stack, released.resolve("k-same.tif"), false);
        CertificateFile.write(released.resolve("certificate.json"), result.certificate());
    }
}
