package io.github.planfiji.run;

import java.util.Locale;

/** Goes through many images by parts that fit into memory. */
public final class Chunks {

    private final Progress progress;
    private int size;

    /**
     * @param size images at a time to begin with, at least 1
     * @param progress is asked before every part whether to stop, and told when the size had to be
     *     halved
     */
    public Chunks(int size, Progress progress) {
        this.size = size;
        this.progress = progress;
    }

    /** Works on the images {@code from} to {@code to} (exclusive). */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run(int from, int to) throws E;
    }

    /**
     * Works on images 0 to {@code count} part by part. A part that does not fit into memory is done
     * again in halves, so the work must allow that; the smaller size is kept.
     *
     * @throws UserException if not even one image fits
     * @throws CanceledException if the user stopped
     * @throws E what the work throws
     */
    public <E extends Exception> void run(int count, Work<E> work) throws E {
        int from = 0;
        while (from < count) {
            progress.checkCanceled();
            int to = Math.min(count, from + size);
            try {
                work.run(from, to);
                from = to;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!OutOfMemory.is(e)) throw e;
                halve(to - from, e);
            }
        }
    }

    /**
     * For work that takes long itself.
     *
     * @throws CanceledException if the user stopped
     */
    public void checkCanceled() {
        progress.checkCanceled();
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
}
