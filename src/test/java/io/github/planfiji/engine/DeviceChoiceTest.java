package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.run.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {

    @ParameterizedTest
    @CsvSource({
        "auto,0,cpu",
        "auto,2,gpu0",
        "'',1,gpu0",
        ",0,cpu",
        "cpu,2,cpu",
        "gpu,1,gpu0",
        "' GPU1 ',2,gpu1"
    })
    void namesAreUnderstood(String request, int gpus, String name) {
        assertThat(DeviceChoice.of(request, gpus).name()).isEqualTo(name);
    }

    @Test
    void theReasonIsGiven() {
        assertThat(DeviceChoice.of("auto", 0).reason())
                .startsWith("The engine found no usable GPU");
        assertThat(DeviceChoice.of("auto", 2).reason())
                .isEqualTo("The engine found 2 usable GPU(s).");
        assertThat(DeviceChoice.of("cpu", 2).reason()).isEqualTo("The CPU was asked for.");
        assertThat(DeviceChoice.of("gpu1", 2).reason()).isEqualTo("This GPU was asked for.");
    }

    @Test
    void aGpuThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> DeviceChoice.of("gpu1", 1))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "Device gpu1 was asked for, but the engine sees 1 GPU(s): use auto or cpu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuda", "gpu-1", "gpu 1", "gpu999"})
    void otherNamesAreRefused(String request) {
        assertThatThrownBy(() -> DeviceChoice.of(request, 8))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "Unknown device \"%s\": use auto, cpu, gpu, or gpu and a number such as gpu1.",
                        request);
    }
}
