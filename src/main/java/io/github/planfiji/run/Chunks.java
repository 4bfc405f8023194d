package io.github.planfiji.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** Goes through many images by parts that fit into memory, several parts at a time if wished. */
public final class Chunks {

    private final Progress progress;
    private int size;
    private Optional<Lanes> lanes;
    private volatile Thread caller;
    private volatile boolean stopped;

    /**
     * One part after the other.
     *
     * @param size images at a time to begin with, at least 1
     * @param progress is asked before every part whether to stop, and told when the size had to be
     *     halved, always by the thread that calls {@link #run}
     */
    public Chunks(int size, Progress progress) {
        this.size = size;
        this.progress = progress;
        this.lanes = Optional.empty();
    }

    /**
     * Parts side by side.
     *
     * @param size greatest number of images in a part, at least 1
     * @param lanes work on a part each
     */
    public Chunks(int size, Lanes lanes, Progress progress) {
        this(size, progress);
        if (lanes.count() > 1) this.lanes = Optional.of(lanes);
    }

    /** Works on the images {@code from} to {@code to} (exclusive). */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run(int from, int to) throws E;
    }

    private record Part(int from, int to) {}

    /**
     * Works on images 0 to {@code count} part by part. A part that does not fit into memory is done
     * again, with no other beside it or else in halves, so the work must allow that; the smaller
     * size is kept. With lanes, parts are worked on in no certain order.
     *
     * @throws UserException if not even one image fits
     * @throws CanceledException if the user stopped
     * @throws E what the work throws
     */
    public <E extends Exception> void run(int count, Work<E> work) throws E {
        caller = Thread.currentThread();
        stopped = false;
        if (lanes.isEmpty() || count == 1) {
            oneByOne(new Part(0, count), work);
            return;
        }
        SideBySide<E> run = new SideBySide<>(count, lanes.get().count(), work);
        lanes.get().run(run.lanes, run::lane);
        run.throwFailure();
        if (run.tooLarge.isEmpty()) return;
        progress.note(
                String.format(
                        Locale.ROOT,
                        "Not enough memory for %d parts side by side: going on with one at a time.",
                        run.lanes));
        lanes = Optional.empty();
        for (Part part : run.tooLarge) oneByOne(part, work);
    }

    private <E extends Exception> void oneByOne(Part all, Work<E> work) throws E {
        int from = all.from;
        while (from < all.to) {
            checkCanceled();
            int to = Math.min(all.to, from + size);
            try {
                work.run(from, to);
                from = to;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!OutOfMemory.is(e)) throw e;
                halve(to - from, e);
            }
        }
    }

    /** One run over lanes. */
    private final class SideBySide<E extends Exception> {

        private final Work<E> work;
        private final Deque<Part> waiting = new ArrayDeque<>();
        private final Deque<Part> tooLarge = new ArrayDeque<>();
        private final int lanes;
        private Throwable failure;

        SideBySide(int count, int most, Work<E> work) {
            this.work = work;
            // no lane shall wait while another has all the images
            int each = Math.min(size, (count + most - 1) / most);
            for (int from = 0; from < count; from += each)
                waiting.add(new Part(from, Math.min(count, from + each)));
            this.lanes = Math.min(most, waiting.size());
        }

        private synchronized Part next() {
            return failure == null ? waiting.poll() : null;
        }

        private synchronized void stop(Part part, Throwable cause) {
            if (OutOfMemory.is(cause)) tooLarge.add(part);
            else if (failure == null) {
                failure = cause;
                stopped = true;
            }
        }

        void lane() {
            for (Part part = next(); part != null; part = next()) {
                try {
                    checkCanceled();
                    work.run(part.from, part.to);
                } catch (Throwable e) {
                    stop(part, e);
                }
            }
        }

        /** What a lane threw, as if it had been thrown here. */
        @SuppressWarnings("unchecked")
        void throwFailure() throws E {
            if (failure instanceof RuntimeException e) throw e;
            if (failure instanceof Error e) throw e;
            if (failure != null) throw (E) failure;
        }
    }

    /**
     * For work that takes long itself; may be called in any lane.
     *
     * @throws CanceledException if the user stopped, or another lane failed
     */
    public void checkCanceled() {
        if (Thread.currentThread() == caller) progress.checkCanceled();
        else if (stopped) throw new CanceledException();
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
