package io.github.planfiji.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BackgroundTest {

    @Test
    void whatTheComputationReturnsOrThrowsComesBack() {
        assertThat(Background.result(() -> "found", Progress.SILENT)).isEqualTo("found");
        UserException fault = new UserException("Too few images: give more.");
        assertThatThrownBy(
                        () ->
                                Background.result(
                                        () -> {
                                            throw fault;
                                        },
                                        Progress.SILENT))
                .isSameAs(fault);
        assertThatThrownBy(
                        () ->
                                Background.result(
                                        () -> {
                                            throw new OutOfMemoryError("heap");
                                        },
                                        Progress.SILENT))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void aUserWhoStopsDoesNotWaitForIt() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch endless = new CountDownLatch(1);
        Progress stops =
                new Progress() {
                    @Override
                    public void report(String phase, long done, long total) {}

                    @Override
                    public boolean isCanceled() {
                        return begun.getCount() == 0;
                    }
                };
        assertThatThrownBy(
                        () ->
                                Background.result(
                                        () -> {
                                            begun.countDown();
                                            try {
                                                endless.await();
                                            } catch (InterruptedException e) {
                                                Thread.currentThread().interrupt();
                                            }
                                            return "too late";
                                        },
                                        stops))
                .isInstanceOf(CanceledException.class);
        endless.countDown();
    }

    @Test
    void workThatAsksEndsBeforeTheUserGoesOn() throws Exception {
        AtomicBoolean saved = new AtomicBoolean();
        Stopper user = new Stopper();
        assertThatThrownBy(
                        () ->
                                Background.run(
                                        progress -> {
                                            user.stop();
                                            try {
                                                while (true) progress.step("Training", 0, 1);
                                            } finally {
                                                saved.set(true);
                                            }
                                        },
                                        user))
                .isInstanceOf(CanceledException.class);
        assertThat(saved).isTrue();
        Background.run(progress -> saved.set(false), Progress.SILENT);
        assertThat(saved).isFalse();
    }

    @Test
    void workThatDoesNotAskIsLeftAndStopsLater() throws Exception {
        Stopper user = new Stopper();
        CountDownLatch longStep = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        long before = System.nanoTime();
        assertThatThrownBy(
                        () ->
                                Background.run(
                                        progress -> {
                                            user.stop();
                                            waitFor(longStep);
                                            try {
                                                progress.report("Saving", 1, 1);
                                                progress.checkCanceled();
                                            } catch (CanceledException e) {
                                                over.countDown();
                                            }
                                        },
                                        user))
                .isInstanceOf(CanceledException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        user.goOn();
        longStep.countDown();
        assertThat(over.await(10, TimeUnit.SECONDS)).as("stopped though Escape was reset").isTrue();
        assertThat(user.reports).as("nothing is shown any more").isZero();
    }

    @Test
    void faultsOfTheWorkComeBack() {
        assertThatThrownBy(
                        () ->
                                Background.run(
                                        progress -> {
                                            throw new NoSuchFileException("a.png");
                                        },
                                        Progress.SILENT))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A user who stops when told. */
    private static final class Stopper implements Progress {
        private volatile boolean stopped;
        private volatile int reports;

        void stop() {
            stopped = true;
        }

        void goOn() {
            stopped = false;
        }

        @Override
        public void report(String phase, long done, long total) {
            reports = 1;
        }

        @Override
        public boolean isCanceled() {
            return stopped;
        }
    }
}
