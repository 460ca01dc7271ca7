package io.impasto.samples;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.samples.canvas.Painting;

import static org.assertj.core.api.Assertions.assertThat;

/** The pictures in the resources are those that the generator draws, and the index tells the truth about them. */
class SamplesTest {
    private static final Path SAMPLES =
            Path.of(System.getProperty("impasto.root"), "deploy/samples/src/main/resources/META-INF/resources/samples");
    private static final Pattern ENTRY =
            Pattern.compile("\\{\"id\": \"(\\w+)\", \"title\": \\{\"en\": \"[^\"]+\", \"de\": \"[^\"]+\"}, "
                    + "\"file\": \"([\\w.]+)\", \"width\": (\\d+), \"height\": (\\d+), \"thumbnail\": \"([\\w./]+)\"}");

    /** The quick ones, one of each kind; with {@code -Dimpasto.samples.all} every one. */
    static Stream<Painting> drawn() {
        boolean all = System.getProperty("impasto.samples.all") != null;
        return Catalogue.paintings().stream()
                .filter(p -> all || Set.of("landscape", "mosaic").contains(p.id()));
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void theGeneratorDrawsTheCommittedPicture(Painting painting) throws IOException {
        BufferedImage kept = read(painting.id() + ".jpg");
        byte[] coded = SampleGenerator.coded(painting.draw().toImage());
        BufferedImage fresh = ImageIO.read(new ByteArrayInputStream(coded));
        assertThat(fresh.getWidth()).isEqualTo(kept.getWidth());
        assertThat(fresh.getHeight()).isEqualTo(kept.getHeight());
        assertThat(difference(fresh, kept))
                .as("mean difference in levels of 255")
                .isLessThan(3);
    }

    @Test
    void theIndexListsExactlyTheFilesThatAreThere() throws IOException {
        Set<String> listed = new TreeSet<>(Set.of("samples.json"));
        Matcher entry = ENTRY.matcher(index());
        while (entry.find()) {
            listed.add(entry.group(2));
            listed.add(entry.group(5));
        }
        assertThat(files()).isEqualTo(listed);
    }

    @Test
    void theIndexGivesEveryPictureOfTheCatalogueInItsTrueSize() throws IOException {
        Matcher entry = ENTRY.matcher(index());
        Set<String> ids = new TreeSet<>();
        while (entry.find()) {
            BufferedImage picture = read(entry.group(2));
            assertThat(picture.getWidth()).as(entry.group(2)).isEqualTo(Integer.parseInt(entry.group(3)));
            assertThat(picture.getHeight()).as(entry.group(2)).isEqualTo(Integer.parseInt(entry.group(4)));
            BufferedImage thumbnail = read(entry.group(5));
            assertThat(Math.max(thumbnail.getWidth(), thumbnail.getHeight())).isEqualTo(128);
            ids.add(entry.group(1));
        }
        assertThat(ids)
                .isEqualTo(Catalogue.paintings().stream().map(Painting::id).collect(Collectors.toSet()));
    }

    @Test
    void noPictureIsTooLargeToKeepInARepository() throws IOException {
        for (String file : files()) {
            assertThat(Files.size(SAMPLES.resolve(file))).as(file).isLessThanOrEqualTo(SampleGenerator.MAX_BYTES);
        }
    }

    private static String index() throws IOException {
        return Files.readString(SAMPLES.resolve("samples.json"));
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(SAMPLES)) {
            return paths.filter(Files::isRegularFile)
                    .map(p -> SAMPLES.relativize(p).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static BufferedImage read(String file) throws IOException {
        return ImageIO.read(SAMPLES.resolve(file).toFile());
    }

    /** Mean over all pixels and channels. */
    private static double difference(BufferedImage a, BufferedImage b) {
        long sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return sum / (3.0 * a.getWidth() * a.getHeight());
    }
}
