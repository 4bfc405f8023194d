package io.github.planfiji.release;

import io.github.planfiji.run.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs walks batch by batch, and takes those batches from disk that a former run has finished. As
 * the same jobs come in the same order, a resumed run makes the very decisions of an undisturbed
 * one.
 */
final class ResumableWalks implements WalkRunner {

    /** Makes the images of one batch. */
    @FunctionalInterface
    interface Batch {
        List<Candidate> run(List<WalkJob> jobs, Progress progress) throws IOException;
    }

    private final Batch walks;
    private final BatchStore store;
    private final String name;
    private final int size;
    private final ReleaseProgress progress;
    private int expected;
    private int batches;

    /**
     * @param name of the class in file names
     * @param size walks a batch
     * @param expected walks that the progress already expects of this class
     */
    ResumableWalks(
            Batch walks,
            BatchStore store,
            String name,
            int size,
            ReleaseProgress progress,
            int expected) {
        this.walks = walks;
        this.store = store;
        this.name = name;
        this.size = size;
        this.progress = progress;
        this.expected = expected;
    }

    @Override
    public List<Candidate> run(List<WalkJob> jobs) throws IOException {
        progress.expect(Math.max(0, jobs.size() - expected));
        expected = Math.max(0, expected - jobs.size());
        List<Candidate> all = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += size) {
            List<WalkJob> batch = jobs.subList(from, Math.min(jobs.size(), from + size));
            String batchName = "%s-%05d".formatted(name, batches++);
            Optional<List<Candidate>> former = store.find(batchName);
            if (former.isPresent()) {
                all.addAll(former.get());
                progress.skip(batch.size());
                continue;
            }
            List<Candidate> found = walks.run(batch, progress.during(batch.size()));
            store.save(batchName, found);
            all.addAll(found);
            progress.finished(batch.size());
        }
        return all;
    }
}
