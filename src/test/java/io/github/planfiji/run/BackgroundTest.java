package io.github.planfiji.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
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
}
