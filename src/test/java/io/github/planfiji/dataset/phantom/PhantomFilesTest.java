package io.github.planfiji.dataset.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.planfiji.dataset.ImageSet;
import io.github.planfiji.run.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomFilesTest {

    private static final PhantomOptions OPTIONS = PhantomOptions.of(3, 2, 32, 7);

    @Test
    void filesHoldTheVeryPixels(@TempDir Path folder) throws IOException {
        PhantomSet.write(OPTIONS, folder, Progress.SILENT);
        ImageSet set = PhantomSet.generate(OPTIONS, Progress.SILENT);
        for (int i = 0; i < set.size(); i++) {
            BufferedImage png = ImageIO.read(folder.resolve(set.sample(i).name()).toFile());
            assertThat(png.getColorModel().getPixelSize()).isEqualTo(24);
            for (int y = 0; y < 32; y++)
                for (int x = 0; x < 32; x++)
                    for (int c = 0; c < 3; c++) {
                        int level = png.getRGB(x, y) >> (16 - 8 * c) & 0xff;
                        assertThat(set.picture(i).at(c, y, x)).isEqualTo(level / 127.5f - 1);
                    }
        }
    }

    @Test
    void tableListsEveryFile(@TempDir Path folder) throws IOException {
        PhantomSet.write(OPTIONS, folder, Progress.SILENT);
        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .containsExactly(
                        "file,class,patient_id,eye",
                        "healthy/p000_left_0.png,healthy,p000,left",
                        "healthy/p000_right_0.png,healthy,p000,right",
                        "mild/p001_left_0.png,mild,p001,left",
                        "mild/p001_right_0.png,mild,p001,right",
                        "severe/p002_left_0.png,severe,p002,left",
                        "severe/p002_right_0.png,severe,p002,right");
    }
}
