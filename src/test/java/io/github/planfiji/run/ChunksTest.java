package io.github.planfiji.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChunksTest {

    private final List<String> done = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int canceledAfter = Integer.MAX_VALUE;
    private final Progress progress =
            new Progress() {
                @Override
                public void report(String phase, long count, long total) {}

                @Override
                public void note(String line) {
                    notes.add(line);
                }

                @Override
                public boolean isCanceled() {
                    return done.size() >= canceledAfter;
                }
            };

    private void fits(int most, int from, int to, String message) {
        if (to - from > most) throw new EngineException(message);
        done.add(from + "-" + to);
    }

    @Test
    void allImagesAreDoneInOrder() {
        new Chunks(4, progress).run(10, (from, to) -> done.add(from + "-" + to));
        assertThat(done).containsExactly("0-4", "4-8", "8-10");
        assertThat(notes).isEmpty();
    }

    @Test
    void cancelIsSeenBetweenChunks() {
        canceledAfter = 2;
        Chunks chunks = new Chunks(4, progress);
        assertThatThrownBy(() -> chunks.run(16, (from, to) -> done.add(from + "-" + to)))
                .isInstanceOf(CanceledException.class);
        assertThat(done).containsExactly("0-4", "4-8");
    }

    @Test
    void withTooLittleMemoryTheChunkIsHalvedAndStaysSo() {
        Chunks chunks = new Chunks(8, progress);
        chunks.run(
                10,
                (from, to) ->
                        fits(2, from, to, "DefaultCPUAllocator: can't allocate memory: you tried"));
        assertThat(done).containsExactly("0-2", "2-4", "4-6", "6-8", "8-10");
        assertThat(notes)
                .containsExactly(
                        "Not enough memory for 8 images at a time: going on with 4.",
                        "Not enough memory for 4 images at a time: going on with 2.");
        done.clear();
        chunks.run(3, (from, to) -> done.add(from + "-" + to));
        assertThat(done).containsExactly("0-2", "2-3");
    }

    @Test
    void lanesDoEveryPartOnceAndSideBySide() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        List<String> parts = Collections.synchronizedList(new ArrayList<>());
        try (Lanes lanes = new Lanes(2, () -> {}, () -> {})) {
            new Chunks(4, lanes, progress)
                    .run(
                            11,
                            (from, to) -> {
                                parts.add(from + "-" + to);
                                both.countDown();
                                assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
                            });
        }
        assertThat(parts).containsExactlyInAnyOrder("0-4", "4-8", "8-11");
    }

    @Test
    void noLaneWaitsWhereImagesAreFew() {
        List<String> parts = Collections.synchronizedList(new ArrayList<>());
        try (Lanes lanes = new Lanes(2, () -> {}, () -> {})) {
            new Chunks(8, lanes, progress).run(6, (from, to) -> parts.add(from + "-" + to));
        }
        assertThat(parts).containsExactlyInAnyOrder("0-3", "3-6");
    }

    @Test
    void whatALaneThrowsReachesTheCallerAndStopsTheOthers() {
        AtomicInteger parts = new AtomicInteger();
        try (Lanes lanes = new Lanes(3, () -> {}, () -> {})) {
            Chunks chunks = new Chunks(1, lanes, progress);
            assertThatThrownBy(
                            () ->
                                    chunks.run(
                                            1000,
                                            (from, to) -> {
                                                if (parts.incrementAndGet() == 5)
                                                    throw new IOException("full");
                                                Thread.sleep(1);
                                            }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("full");
            assertThat(parts.get()).isLessThan(20);
        }
    }

    @Test
    void lanesWithinLanesDoNotWaitForEachOther() {
        AtomicInteger images = new AtomicInteger();
        try (Lanes lanes = new Lanes(2, () -> {}, () -> {})) {
            new Chunks(1, lanes, progress)
                    .run(
                            20,
                            (from, to) ->
                                    new Chunks(1, lanes, progress)
                                            .run(5, (a, b) -> images.incrementAndGet()));
        }
        assertThat(images).hasValue(100);
    }

    @Test
    void onlyTheCallersThreadIsAskedWhetherToStop() {
        Thread caller = Thread.currentThread();
        AtomicBoolean others = new AtomicBoolean();
        Progress asked =
                new Progress() {
                    @Override
                    public void report(String phase, long count, long total) {}

                    @Override
                    public boolean isCanceled() {
                        if (Thread.currentThread() != caller) others.set(true);
                        return false;
                    }
                };
        try (Lanes lanes = new Lanes(2, () -> {}, () -> {})) {
            Chunks chunks = new Chunks(1, lanes, asked);
            chunks.run(50, (from, to) -> chunks.checkCanceled());
        }
        assertThat(others).isFalse();
    }

    @Test
    void withTooLittleMemoryForLanesOneGoesOnAlone() throws InterruptedException {
        List<String> parts = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch both = new CountDownLatch(2);
        try (Lanes lanes = new Lanes(2, () -> {}, () -> {})) {
            new Chunks(1, lanes, progress)
                    .run(
                            4,
                            (from, to) -> {
                                if (both.getCount() > 0) {
                                    both.countDown();
                                    assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
                                    throw new EngineException("can't allocate memory");
                                }
                                parts.add(from + "-" + to);
                            });
        }
        assertThat(parts).containsExactlyInAnyOrder("0-1", "1-2", "2-3", "3-4");
        assertThat(notes)
                .containsExactly(
                        "Not enough memory for 2 parts side by side: going on with one at a time.");
    }

    @Test
    void theGpusWordingIsKnownToo() {
        new Chunks(2, progress)
                .run(2, (from, to) -> fits(1, from, to, "CUDA out of memory. Tried to allocate"));
        assertThat(done).containsExactly("0-1", "1-2");
    }

    @Test
    void nothingIsTriedAgainWhereThatWasToldAlready() {
        UserException told = new UserException("There is not enough memory for a single image.");
        assertThatThrownBy(
                        () ->
                                new Chunks(8, progress)
                                        .run(
                                                8,
                                                (from, to) -> {
                                                    done.add(from + "-" + to);
                                                    throw told;
                                                }))
                .isSameAs(told);
        assertThat(done).containsExactly("0-8");
    }

    @Test
    void oneImageThatDoesNotFitIsSaid() {
        Chunks chunks = new Chunks(2, progress);
        assertThatThrownBy(
                        () -> chunks.run(2, (from, to) -> fits(0, from, to, "CUDA out of memory.")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("There is not enough memory for a single image:");
    }

    @Test
    void anyOtherFaultIsPassedOn() {
        Chunks chunks = new Chunks(2, progress);
        assertThatThrownBy(() -> chunks.run(2, (from, to) -> fits(0, from, to, "bad shape")))
                .isInstanceOf(EngineException.class)
                .hasMessage("bad shape");
    }
}
