package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeMemoryTest {

    /** Arrays too small to be mapped by themselves: freed, the C library keeps their memory. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void freedArraysAreGivenBack() throws IOException {
        try (Torch torch = Torch.open("cpu")) {
            List<NDArray> arrays = new ArrayList<>();
            for (int i = 0; i < 3000; i++) arrays.add(torch.manager().ones(new Shape(16384)));
            NDArray last = torch.manager().ones(new Shape(16384));
            arrays.forEach(NDArray::close);
            long before = residentKilobytes();
            torch.giveBackMemory();
            // 196 MB were taken
            assertThat(before - residentKilobytes()).isGreaterThan(100_000);
            last.close();
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
