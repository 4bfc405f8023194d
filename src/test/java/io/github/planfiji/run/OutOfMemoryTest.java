package io.github.planfiji.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.",
                "DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
                "CUDA out of memory. Tried to allocate 2.00 GiB",
                "Out of memory",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "std::bad_alloc"
            })
    void theWordsOfAllAllocatorsAreKnown(String words) {
        RuntimeException fault = new RuntimeException(words);
        assertThat(OutOfMemory.is(fault)).isTrue();
        assertThat(OutOfMemory.is(new IllegalStateException("a chunk failed", fault))).isTrue();
        assertThat(OutOfMemory.sentence(fault)).startsWith("The engine's memory ran out: ");
    }

    @Test
    void javasOwnIsToldApart() {
        Throwable fault = new RuntimeException(new OutOfMemoryError("Java heap space"));
        assertThat(OutOfMemory.is(fault)).isTrue();
        assertThat(OutOfMemory.sentence(fault)).startsWith("Java's memory ran out (");
    }

    @Test
    void otherFaultsAreNone() {
        RuntimeException fault = new RuntimeException("shape mismatch");
        assertThat(OutOfMemory.is(fault)).isFalse();
        assertThatThrownBy(() -> OutOfMemory.sentence(fault)).isSameAs(fault);
        assertThat(OutOfMemory.is(new RuntimeException())).isFalse();
    }
}
