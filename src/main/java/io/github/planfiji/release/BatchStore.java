package io.github.planfiji.release;

import io.github.planfiji.run.AtomicFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finished batches of walks on disk, so that a run that was killed goes on after the last one.
 * Private.
 */
final class BatchStore {

    private final Path folder;

    BatchStore(Path folder) {
        this.folder = folder;
    }

    /** The images of a batch, if it was finished. */
    Optional<List<Candidate>> find(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) return Optional.empty();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            List<Candidate> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) all.add(read(in));
            return Optional.of(all);
        }
    }

    /** Saves a batch whole or not at all. */
    void save(String name, List<Candidate> candidates) throws IOException {
        AtomicFile.write(
                file(name),
                temporary -> {
                    try (DataOutputStream out =
                            new DataOutputStream(
                                    new BufferedOutputStream(Files.newOutputStream(temporary)))) {
                        out.writeInt(candidates.size());
                        for (Candidate candidate : candidates) write(out, candidate);
                    }
                });
    }

    private Path file(String name) {
        return folder.resolve(name + ".walks");
    }

    private static void write(DataOutputStream out, Candidate c) throws IOException {
        out.writeInt(c.walk());
        out.writeInt(c.attempt());
        out.writeInt(c.pair().from());
        out.writeInt(c.pair().to());
        out.writeInt(c.step());
        out.writeInt(c.latent().length);
        for (float value : c.latent()) out.writeFloat(value);
        out.writeInt(c.image().channels());
        out.writeInt(c.image().height());
        out.writeInt(c.image().width());
        out.write(c.image().chw());
        out.writeInt(c.nearestReal());
        out.writeDouble(c.distance());
    }

    private static Candidate read(DataInputStream in) throws IOException {
        int walk = in.readInt();
        int attempt = in.readInt();
        Pair pair = new Pair(in.readInt(), in.readInt());
        int step = in.readInt();
        float[] latent = new float[in.readInt()];
        for (int d = 0; d < latent.length; d++) latent[d] = in.readFloat();
        int channels = in.readInt();
        int height = in.readInt();
        int width = in.readInt();
        byte[] chw = new byte[channels * height * width];
        in.readFully(chw);
        ByteImage image = new ByteImage(channels, height, width, chw);
        return new Candidate(
                walk, attempt, pair, step, latent, image, in.readInt(), in.readDouble());
    }
}
