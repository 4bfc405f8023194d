package io.github.planfiji.ij;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.io.Opener;
import io.github.planfiji.run.UserException;
import io.github.planfiji.testing.Walks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFileTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"1,4,BYTE", "3,4,BYTE", "1,4,FLOAT", "3,4,FLOAT"})
    void aSavedStackReopensAsItWas(int channels, int steps, Depth depth) throws IOException {
        ImagePlus saved = WalkStack.of(Walks.of("plan", channels, steps), depth);
        Path file = folder.resolve("walk.tif");
        ImageFile.saveTiff(saved, file, false);
        ImagePlus opened = new Opener().openImage(file.toString());

        assertThat(opened.getDimensions()).isEqualTo(saved.getDimensions());
        assertThat(opened.getBitDepth()).isEqualTo(saved.getBitDepth());
        assertThat(opened.isHyperStack()).isEqualTo(saved.isHyperStack());
        assertThat(opened.getDisplayMode()).isEqualTo(saved.getDisplayMode());
        for (int i = 1; i <= saved.getStackSize(); i++) {
            assertThat(opened.getStack().getPixels(i)).isEqualTo(saved.getStack().getPixels(i));
            assertThat(opened.getStack().getSliceLabel(i))
                    .isEqualTo(saved.getStack().getSliceLabel(i));
        }
        assertThat(opened.getInfoProperty()).isEqualTo(saved.getInfoProperty());
        assertThat(opened.getCalibration().frameInterval).isEqualTo(1);
        assertThat(opened.getCalibration().getTimeUnit()).isEqualTo("step");
        assertThat(opened.getCalibration().fps).isEqualTo(saved.getCalibration().fps);
        assertThat(opened.getDisplayRangeMin()).isEqualTo(saved.getDisplayRangeMin());
        assertThat(opened.getDisplayRangeMax()).isEqualTo(saved.getDisplayRangeMax());
        if (saved instanceof CompositeImage composite)
            for (int c = 0; c < channels; c++) {
                CompositeImage other = (CompositeImage) opened;
                assertThat(other.getLuts()[c].getBytes())
                        .isEqualTo(composite.getLuts()[c].getBytes());
                assertThat(other.getLuts()[c].min).isEqualTo(composite.getLuts()[c].min);
                assertThat(other.getLuts()[c].max).isEqualTo(composite.getLuts()[c].max);
            }
        assertThat(saved.getTitle()).as("saving renames nothing").isEqualTo("PLAN walk (plan)");
    }

    @Test
    void anExistingFileIsKeptUnlessTold() throws IOException {
        ImagePlus image = WalkStack.of(Walks.of("plan", 1, 2), Depth.BYTE);
        Path file = folder.resolve("walk.tif");
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> ImageFile.saveTiff(image, file, false))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "The file %s exists already: give another name, or allow overwriting.",
                        file);
        assertThat(file).hasContent("mine");
        ImageFile.saveTiff(image, file, true);
        assertThat(new Opener().openImage(file.toString()).getNFrames()).isEqualTo(2);
        assertThat(names()).containsExactly("walk.tif");
    }

    @Test
    void aFailedSaveLeavesNothing() throws IOException {
        ImagePlus image = WalkStack.of(Walks.of("plan", 1, 2), Depth.BYTE);
        Path occupied = Files.createDirectory(folder.resolve("walk.tif"));
        Files.writeString(occupied.resolve("inside"), "x");
        assertThatThrownBy(() -> ImageFile.saveTiff(image, occupied, true))
                .isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("walk.tif");
        Path nowhere = folder.resolve("no folder").resolve("walk.tif");
        assertThatThrownBy(() -> ImageFile.saveTiff(image, nowhere, false))
                .hasMessageContaining("There is no folder");
    }

    @Test
    void pngShowsWhatTheEyeSees() throws IOException {
        Path file = folder.resolve("walk.png");
        ImageFile.savePng(WalkStack.of(Walks.of("plan", 1, 2), Depth.BYTE), file, false);
        ImagePlus opened = new Opener().openImage(file.toString());
        assertThat(opened.getProcessor().get(3, 2)).isEqualTo(13);
    }

    private Stream<String> names() throws IOException {
        return Files.list(folder).map(file -> file.getFileName().toString());
    }
}
