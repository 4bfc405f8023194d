package io.github.planfiji.ksame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.planfiji.ksame.Membership.Entry;
import io.github.planfiji.ksame.Membership.Fate;
import io.github.planfiji.run.Progress;
import io.github.planfiji.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KSameFilesTest {

    @TempDir private Path folder;

    @Test
    void certificateAndMembershipReadBackCheck() throws IOException {
        KSameSources sources = RandomSources.ragged(new SplittableRandom(2), 80, 3, 2, 0.1);
        KSameResult result = KSame.run(KSameOptions.of(4), sources, Progress.SILENT);
        Path json = folder.resolve("release/certificate.json");
        Path csv = folder.resolve("kept/membership.csv");
        CertificateFile.write(json, result.certificate());
        MembershipFile.write(csv, result.membership());

        Certificate certificate = CertificateFile.read(json);
        Membership membership = MembershipFile.read(csv);
        assertThat(certificate).isEqualTo(result.certificate());
        assertThat(membership).isEqualTo(result.membership());
        assertThat(
                        CertificateChecker.check(certificate, result.points(), membership, sources)
                                .isSound())
                .isTrue();
        assertThat(Files.readString(json))
                .contains("\"k\": 4", "\"rule\": \"MDAV\"", "carry no k")
                .doesNotContain("person", "file");
    }

    @Test
    void membershipSaysThatItIsPrivate() throws IOException {
        Path csv = folder.resolve("membership.csv");
        Entry awkward =
                new Entry(0, "left, \"eye\"\n.tif", "#7; M\u00fcller", "a", 1, Fate.GROUPED);
        MembershipFile.write(csv, new Membership(List.of(awkward)));
        assertThat(Files.readAllLines(csv).get(0)).startsWith("# PRIVATE");
        assertThat(Files.readAllLines(csv).get(1)).isEqualTo("image,name,patient,class,group,fate");
        assertThat(MembershipFile.read(csv).entries()).containsExactly(awkward);
        if (csv.getFileSystem().supportedFileAttributeViews().contains("posix"))
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(csv)))
                    .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,a,p,c,1", "x,a,p,c,1,GROUPED", "0,a,p,c,1,LOST"})
    void aBrokenMembershipIsNamedByRow(String row) throws IOException {
        Path csv = folder.resolve("m.csv");
        Files.writeString(csv, "# PRIVATE\nimage,name,patient,class,group,fate\n" + row + "\n");
        assertThatThrownBy(() -> MembershipFile.read(csv))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("m.csv is no membership list: row 1 is broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "{\"formatVersion\": 1}", "{\"k\": \"many\"}"})
    void aBrokenCertificateIsRefused(String text) throws IOException {
        Path json = folder.resolve("c.json");
        Files.writeString(json, text);
        assertThatThrownBy(() -> CertificateFile.read(json))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("c.json is no k-same certificate of format 1");
    }

    @Test
    void aCertificateOfAnotherFormatIsRefused() throws IOException {
        KSameSources sources = RandomSources.single(new float[] {1}, new float[] {2});
        KSameResult result = KSame.run(KSameOptions.of(2), sources, Progress.SILENT);
        String json = CertificateFile.toJson(result.certificate());
        for (String broken :
                List.of(
                        json.replace("\"formatVersion\": 1", "\"formatVersion\": 2"),
                        json.replace("\"MDAV\"", "\"GUESS\""))) {
            Path file = folder.resolve("c.json");
            Files.writeString(file, broken);
            assertThat(broken).isNotEqualTo(json);
            assertThatThrownBy(() -> CertificateFile.read(file)).isInstanceOf(UserException.class);
        }
    }
}
