package io.github.planfiji.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    private static final String FORCED = "jdk.FileForce";

    @TempDir Path folder;

    /** Java's flight recorder sees what is asked of the disk. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void contentAndNameAreOnTheDiskBeforeItReturns(@TempDir Path elsewhere) throws IOException {
        Path file = folder.resolve("file");
        Path made = Files.createDirectories(folder.resolve("state/made/inner")).getParent();
        Files.writeString(made.resolve("inner/page"), "text");
        Path target = folder.resolve("released");
        List<String> forced;
        try (Recording recording = new Recording()) {
            recording.enable(FORCED).withoutThreshold();
            recording.start();
            AtomicFile.writeText(file, "text");
            AtomicFile.moveFolder(made, target);
            recording.stop();
            Path events = elsewhere.resolve("events.jfr");
            recording.dump(events);
            forced = forced(events);
        }
        // a file that is opened by its temporary name has not been moved yet
        assertThat(forced).hasSize(6);
        assertThat(forced.get(0)).startsWith(folder.resolve(".file.").toString()).endsWith(".part");
        assertThat(forced.get(1)).isEqualTo(folder.toString());
        assertThat(forced.subList(2, 5))
                .containsExactlyInAnyOrder(
                        made.toString(),
                        made.resolve("inner").toString(),
                        made.resolve("inner/page").toString());
        assertThat(forced.get(5)).isEqualTo(folder.toString());
        assertThat(file).hasContent("text");
        assertThat(target.resolve("inner/page")).hasContent("text");
        assertThat(made).doesNotExist();
    }

    private static List<String> forced(Path events) throws IOException {
        return RecordingFile.readAllEvents(events).stream()
                .filter(event -> event.getEventType().getName().equals(FORCED))
                .sorted(java.util.Comparator.comparing(RecordedEvent::getStartTime))
                .map(event -> event.getString("path"))
                .toList();
    }

    @Test
    void aWriterThatFailsLeavesTheFormerFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "former");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        temporary -> {
                                            Files.writeString(temporary, "half a fi");
                                            throw new IOException("No space left on device");
                                        }))
                .hasMessage("No space left on device");
        assertThat(file).hasContent("former");
        assertThat(folder).isDirectoryNotContaining(f -> !f.equals(file));
    }

    @Test
    void aFolderReplacesNoOther() throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"));
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> AtomicFile.moveFolder(made, taken))
                .isInstanceOf(IOException.class);
        assertThat(taken.resolve("notes.txt")).hasContent("mine");
    }
}
