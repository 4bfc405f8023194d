package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineProgressTest {

    private final List<String> lines = new ArrayList<>();
    private long seconds;
    private final LineProgress progress =
            new LineProgress(lines::add, () -> TimeUnit.SECONDS.toNanos(seconds));

    @Test
    void aLineEveryTenSecondsSaysHowLongItTakesYet() {
        for (seconds = 0; seconds <= 25; seconds++) progress.step("Walking", seconds, 100);
        assertThat(lines)
                .containsExactly(
                        "Walking: 10 %, 1 min 30 s left", "Walking: 20 %, 1 min 20 s left");
    }

    @Test
    void notesAreNeverLeftOut() {
        progress.note("accuracy 0.9");
        progress.note("accuracy 0.8");
        assertThat(lines).containsExactly("accuracy 0.9", "accuracy 0.8");
    }
}
