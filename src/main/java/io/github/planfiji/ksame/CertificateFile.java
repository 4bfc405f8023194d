package io.github.planfiji.ksame;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Certificates as JSON; holds no member, may be released. */
public final class CertificateFile {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private CertificateFile() {}

    /** The certificate as indented JSON. */
    public static String toJson(Certificate certificate) {
        return GSON.toJson(certificate) + "\n";
    }

    /** Writes the file whole or not at all. */
    public static void write(Path file, Certificate certificate) throws IOException {
        AtomicFile.writeText(file, toJson(certificate));
    }

    /**
     * @throws UserException if the file is no certificate of a known format
     * @throws IOException if the file cannot be read
     */
    public static Certificate read(Path file) throws IOException {
        Certificate certificate;
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            certificate = GSON.fromJson(reader, Certificate.class);
        } catch (RuntimeException e) {
            // Gson wraps what the record's constructor throws into one of no type of its own
            throw notOne(file, e);
        }
        if (certificate == null || certificate.formatVersion() != Certificate.FORMAT_VERSION)
            throw notOne(file, null);
        return certificate;
    }

    private static UserException notOne(Path file, Throwable cause) {
        return new UserException(
                "%s is no k-same certificate of format %d: give a certificate that this version wrote."
                        .formatted(file.getFileName(), Certificate.FORMAT_VERSION),
                cause);
    }
}
