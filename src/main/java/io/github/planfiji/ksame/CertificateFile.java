package io.github.planfiji.ksame;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
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
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Certificate certificate = GSON.fromJson(reader, Certificate.class);
            UserException.require(
                    certificate != null
                            && certificate.formatVersion() == Certificate.FORMAT_VERSION,
                    "%s is no k-same certificate of format %d: give a certificate that this"
                            + " version wrote.",
                    file.getFileName(),
                    Certificate.FORMAT_VERSION);
            return certificate;
        } catch (JsonParseException | NullPointerException e) {
            throw new UserException(
                    file.getFileName() + " is no k-same certificate: a field is missing or broken.",
                    e);
        }
    }
}
