package io.github.planfiji.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TorchScriptTextTest {

    private static final String TEXT =
            """
            class Twice(Module):
              __parameters__ = []
              __buffers__ = []
              def forward(self: __torch__.Twice, x: Tensor) -> Tensor:
                return torch.add(x, x)
            """;

    @Test
    void theEngineLoadsAndRunsTheText() throws IOException {
        byte[] archive = TorchScriptText.archive("Twice", TEXT);
        assertThat(TorchScriptText.archive("Twice", TEXT)).isEqualTo(archive);
        try (Torch torch = Torch.open("cpu");
                PtSymbolBlock block =
                        JniUtils.loadModule(
                                (PtNDManager) torch.manager(),
                                new ByteArrayInputStream(archive),
                                false,
                                false);
                NDScope scope = new NDScope()) {
            NDArray x = torch.array(new float[] {1, -3}, 2);
            NDList y = IValueUtils.forward(block, new NDList(x), true);
            assertThat(y.get(0).toFloatArray()).containsExactly(2, -6);
        }
    }
}
