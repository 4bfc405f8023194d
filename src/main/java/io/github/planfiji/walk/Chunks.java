package io.github.planfiji.walk;

import ai.djl.engine.EngineException;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.util.Locale;

/** Goes through many images by parts that fit into memory. */
final class Chunks {

    private final Progress progress;
    private int size;

    /**
     * @param size images at a time to begin with, at least 1
     * @param progress is asked before every part whether to stop, and told when the size had to be
     *     halved
     */
    Chunks(int size, Progress progress) {
        this.size = size;
        this.progress = progress;
    }

    /**
     * The size that was measured to be fastest. On a CPU the features of a large image leave the
     * cache when a second one is computed beside it; a GPU wants many.
     *
     * @param resolution of the images in pixels
     */
    static int fastest(boolean gpu, int resolution) {
        if (gpu) return 16;
        return resolution >= 128 ? 1 : 8;
    }

    /** Works on the images {@code from} to {@code to} (exclusive). */
    interface Work {
        void run(int from, int to);
    }

    /**
     * Works on images 0 to {@code count} part by part. A part that does not fit into memory is done
     * again in halves, so the work must allow that; the smaller size is kept.
     *
     * @throws UserException if not even one image fits
     * @throws io.github.planfiji.run.CanceledException if the user stopped
     */
    void run(int count, Work work) {
        int from = 0;
        while (from < count) {
            progress.checkCanceled();
            int to = Math.min(count, from + size);
            try {
                work.run(from, to);
                from = to;
            } catch (EngineException | OutOfMemoryError e) {
                if (!isOutOfMemory(e)) throw e;
                halve(to - from, e);
            }
        }
    }

    private void halve(int tried, Throwable cause) {
        if (tried == 1)
            throw new UserException(
                    "There is not enough memory for a single image: close other programs, or use a model of smaller images.",
                    cause);
        size = (tried + 1) / 2;
        progress.note(
                String.format(
                        Locale.ROOT,
                        "Not enough memory for %d images at a time: going on with %d.",
                        tried,
                        size));
    }

    private static boolean isOutOfMemory(Throwable e) {
        if (e instanceof OutOfMemoryError) return true;
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        // the engine's allocators on CPU and GPU word it in these ways
        return message.contains("out of memory")
                || message.contains("not enough memory")
                || message.contains("can't allocate memory");
    }
}
