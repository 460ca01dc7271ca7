package io.impasto.engine.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.engine.image.ImageException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * {@code images/kinds/pictures.csv} lists files of other programs, and what each looks like. storage-service's tests read the same list: what it takes,
 * a worker can decode.
 */
class PicturesOfAllKindsTest {
    private static final String REFUSED = "refused";

    private final ImageCodec codec = new ImageCodec();

    /**
     * A line of the list.
     *
     * @param like the file that it looks like
     * @param orientation 1..8, in which it shows that
     * @param tolerance how far a value may be from that one's, for what a format or a profile loses
     */
    record Kind(String file, String like, int orientation, float tolerance) {
        static Kind of(String line) {
            String[] columns = line.split(",", -1);
            String[] like = columns[1].split(" as ");
            return new Kind(
                    columns[0],
                    like[0],
                    like.length == 1 ? 1 : Integer.parseInt(like[1]),
                    columns[2].isEmpty() ? 0 : Float.parseFloat(columns[2]));
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Kind> taken() throws IOException {
        return list().filter(kind -> !kind.like().equals(REFUSED));
    }

    static Stream<Kind> refused() throws IOException {
        return list().filter(kind -> kind.like().equals(REFUSED));
    }

    private static Stream<Kind> list() throws IOException {
        List<String> lines = new String(file("pictures.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .toList();
        return lines.stream().map(Kind::of);
    }

    @ParameterizedTest
    @MethodSource("taken")
    void looksAsItShould(Kind kind) throws IOException {
        Picture stored = codec.decode(file(kind.like()));
        Picture expected = Orientation.ofExif(kind.orientation()).apply(stored);

        Picture picture = codec.decode(file(kind.file()));

        assertThat(picture).hasToString(expected.toString());
        assertThat(ImageCodecTest.difference(picture, expected)).isLessThanOrEqualTo(kind.tolerance());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedInOneLine(Kind kind) throws IOException {
        byte[] file = file(kind.file());

        ImageException refused = catchThrowableOfType(ImageException.class, () -> codec.decode(file));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_AN_IMAGE);
        assertThat(refused.getMessage()).doesNotContain("\n");
    }

    @Test
    void aFormatThatPeopleHaveIsNamed() throws IOException {
        byte[] heic = file("photo.heic");

        assertThatThrownBy(() -> codec.decode(heic))
                .hasMessage("HEIC is not read; JPEG, PNG, WebP, GIF, BMP and TIFF are read");
    }

    private static byte[] file(String name) throws IOException {
        return ImageCodecTest.resource("kinds/" + name);
    }
}
