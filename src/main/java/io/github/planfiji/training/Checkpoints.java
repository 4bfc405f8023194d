package io.github.planfiji.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.planfiji.engine.Safetensors;
import io.github.planfiji.engine.Torch;
import io.github.planfiji.engine.Weights;
import io.github.planfiji.run.AtomicFile;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last state of a training on disk. State and weights are one unit: the weights' file carries
 * the step in its name, and the small state file that names it is moved into place last, so that a
 * crash at any moment leaves the former checkpoint whole.
 */
final class Checkpoints {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

    private final Path folder;
    private final String name;

    /** Checkpoints named {@code name} in a folder, which is made on the first save. */
    Checkpoints(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    private record Saved(String weights, String options, String state) {}

    /**
     * @param step 0-based count of steps done, for the file's name
     * @param options how the run was set up; a resume refuses others
     * @param state small numbers to carry on with, a record
     */
    void save(long step, Object options, Object state, Weights weights) {
        try {
            String file = "%s-%08d.safetensors".formatted(name, step);
            Optional<Saved> before = saved();
            Safetensors.write(folder.resolve(file), weights);
            AtomicFile.writeText(
                    stateFile(),
                    GSON.toJson(new Saved(file, options.toString(), GSON.toJson(state))));
            if (before.isPresent() && !before.get().weights.equals(file))
                Files.deleteIfExists(folder.resolve(before.get().weights));
        } catch (IOException e) {
            throw new UserException(
                    "The checkpoint cannot be saved in "
                            + folder
                            + ": "
                            + e.getMessage()
                            + ". Check free space and permissions.",
                    e);
        }
    }

    boolean exists() {
        return Files.exists(stateFile());
    }

    /**
     * @param options of the run that wants to go on
     * @throws UserException if the checkpoint was made with other options or cannot be read
     */
    <T> T state(Object options, Class<T> type) {
        Saved saved = saved().orElseThrow();
        UserException.require(
                saved.options.equals(options.toString()),
                "The checkpoint in %s was made with other options: train with those again, or into an empty folder.%n  there: %s%n  now:   %s",
                folder,
                saved.options,
                options);
        return GSON.fromJson(saved.state, type);
    }

    /** The saved weights; the caller closes them. */
    Weights weights(Torch torch) {
        try {
            return Safetensors.read(torch, folder.resolve(saved().orElseThrow().weights));
        } catch (IOException e) {
            throw new UserException(
                    "The checkpoint in "
                            + folder
                            + " cannot be read: "
                            + e.getMessage()
                            + ". Train into an empty folder.",
                    e);
        }
    }

    private Optional<Saved> saved() {
        if (!exists()) return Optional.empty();
        try {
            return Optional.of(GSON.fromJson(Files.readString(stateFile()), Saved.class));
        } catch (JsonParseException e) {
            throw new UserException(
                    "The checkpoint " + stateFile() + " is damaged. Train into an empty folder.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path stateFile() {
        return folder.resolve(name + ".json");
    }
}
