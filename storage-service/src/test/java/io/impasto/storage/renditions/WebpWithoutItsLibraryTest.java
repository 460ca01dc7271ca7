package io.impasto.storage.renditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.renditions.Pixels.Depth;

import static org.assertj.core.api.Assertions.assertThat;

/** In a process that has nowhere to unpack the library that writes WebP. */
class WebpWithoutItsLibraryTest {

    @TempDir
    Path folder;

    @Test
    void theFormatIsNamedAndWhatToTakeInstead() throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dcom.luciad.imageio.webp.tmpdir=" + folder.resolve("nowhere"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asking.class.getName(),
                        folder.resolve("painting.webp").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
        assertThat(Files.readAllLines(said))
                .last()
                .isEqualTo(
                        "invalid-parameter {parameter=format}: This service can't write webp, because its native library"
                                + " does not load there: ask for png, jpeg or tiff.");
    }

    /** The process. */
    static final class Asking {

        private Asking() {}

        public static void main(String[] file) throws IOException {
            try {
                PictureFile.write(new Pixels(4, 4, Pixels.CHANNELS, Depth.BITS_8), Format.WEBP, 80, Path.of(file[0]));
            } catch (ProblemException refused) {
                System.out.println(refused.type().urn().replaceFirst(".*:", "") + " " + refused.extensions() + ": "
                        + refused.getMessage());
            }
        }
    }
}
