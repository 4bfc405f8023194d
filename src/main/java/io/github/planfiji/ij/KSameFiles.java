package io.github.planfiji.ij;

import ij.ImagePlus;
import io.github.planfiji.ksame.CertificateFile;
import io.github.planfiji.ksame.KSameResult;
import io.github.planfiji.ksame.MembershipFile;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves a k-same run: what may be released apart from what may not. */
public final class KSameFiles {

    private KSameFiles() {}

    /**
     * Writes {@code released/k-same.tif} and {@code released/certificate.json}, and the member list
     * into {@code private/}.
     *
     * @throws UserException if the folder holds a former run
     */
    public static void save(KSameResult result, ImagePlus stack, Path folder) throws IOException {
        Path released = folder.resolve("released");
        Path kept = folder.resolve("private");
        UserException.require(
                !Files.exists(released) && !Files.exists(kept),
                "The folder %s holds a former run: give another folder.",
                folder);
        Files.createDirectories(released);
        Files.createDirectories(kept);
        MembershipFile.write(kept.resolve("membership.csv"), result.membership());
        ImageFile.saveTiff(stack, released.resolve("k-same.tif"), false);
        CertificateFile.write(released.resolve("certificate.json"), result.certificate());
    }
}
