package io.github.planfiji.engine;

import io.github.planfiji.run.Sha256;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a bundle's part. A bundle may come from anywhere: nothing outside it is opened. */
final class PartFile {

    private PartFile() {}

    /**
     * @param folder of the bundle
     * @throws UserException if the part names a file elsewhere, or the file is missing or is not
     *     the one that the manifest was made with
     */
    static Path checked(Path folder, ModelManifest.Part part) throws IOException {
        String name = part.file();
        UserException.require(
                name.matches("\\w[\\w.-]*"),
                "The model names a file outside its folder (%s): do not use it.",
                name);
        Path file = folder.resolve(name);
        UserException.require(
                Files.isRegularFile(file),
                "The model's file %s is missing: copy the whole folder again.",
                name);
        UserException.require(
                folder.toRealPath().equals(file.toRealPath().getParent()),
                "The model's file %s is a link to a file outside its folder: do not use it, or copy"
                        + " the file itself there.",
                name);
        UserException.require(
                Sha256.of(file).equals(part.sha256()),
                "The model's file %s is damaged or was exchanged (its SHA-256 differs from the manifest's): copy the model again.",
                name);
        return file;
    }
}
