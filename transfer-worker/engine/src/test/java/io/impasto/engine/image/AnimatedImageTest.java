package io.impasto.engine.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AnimatedImageTest {
    private static final String WHITE = "255,255,255";
    private static final String RED = "255,0,0";
    private static final String GREEN = "0,255,0";
    private static final String BLUE = "0,0,255";

    @TempDir
    Path folder;

    /** A red screen of 8 x 6; then a green square at (2, 1) with a hole, disposed of in this way; then a blue dot at (7, 5). */
    @ParameterizedTest
    @CsvSource({"none, green", "doNotDispose, green", "restoreToBackgroundColor, white", "restoreToPrevious, red"})
    void framesAreSeenAsTheDisposalBeforeThemLeftTheScreen(String disposal, String left) throws IOException {
        Path file = folder.resolve("frames.gif");
        BufferedImage square = image(4, 4, Color.GREEN);
        square.getRaster().setSample(1, 1, 0, 0);
        write(
                file,
                List.of(
                        new Part(image(8, 6, Color.RED), 0, 0, "none", 7),
                        new Part(square, 2, 1, disposal, 11),
                        new Part(image(1, 1, Color.BLUE), 7, 5, "none", 0)));

        List<AnimatedImage.Frame> frames = new ArrayList<>();
        try (AnimatedImage gif = AnimatedImage.open(file)) {
            assertThat(gif.count()).isEqualTo(3);
            assertThat(gif.loops()).isEmpty();
            gif.forEachRemaining(frames::add);
        }
        assertThat(frames).extracting(AnimatedImage.Frame::delay).containsExactly(7, 11, 0);
        assertThat(colour(frames.get(0), 2, 1)).isEqualTo(RED);
        assertThat(colour(frames.get(1), 2, 1)).isEqualTo(GREEN);
        assertThat(colour(frames.get(1), 3, 2)).as("through the hole").isEqualTo(RED);
        assertThat(colour(frames.get(2), 2, 1))
                .isEqualTo(
                        switch (left) {
                            case "green" -> GREEN;
                            case "white" -> WHITE;
                            default -> RED;
                        });
        assertThat(colour(frames.get(2), 7, 5)).isEqualTo(BLUE);
        assertThat(colour(frames.get(2), 0, 0)).isEqualTo(RED);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("written.gif");
        try (GifWriter writer = new GifWriter(file, Optional.of(3))) {
            writer.add(rows(0), 9);
            writer.add(rows(9), 65_535);
        }
        try (AnimatedImage gif = AnimatedImage.open(file)) {
            assertThat(gif.loops()).contains(3);
            AnimatedImage.Frame first = gif.next();
            AnimatedImage.Frame second = gif.next();
            assertThat(first.picture()).isEqualTo(rows(0));
            assertThat(second.picture()).isEqualTo(rows(9));
            assertThat(List.of(first.delay(), second.delay())).containsExactly(9, 65_535);
            assertThat(gif.hasNext()).isFalse();
        }
    }

    /** On a screen of 27 x 19 a gradient of 23 x 17 at its corner, one of glass at (4, 2), and the first again. */
    @ParameterizedTest
    @CsvSource({"0, mixed, kept", "1, mixed, white", "2, white, kept", "3, white, white"})
    void framesOfWebpAreSeenAsTheirFlagsSay(int flags, String then, String after) throws IOException {
        Path file = folder.resolve("frames.webp");
        byte[] gradient = still("gradient-lossless.webp");
        byte[] glass = still("gradient-half-transparent.webp");
        Files.write(
                file,
                webp(
                        chunk("VP8X", bytes(0x12, 0, 0, 0, 26, 0, 0, 18, 0, 0)),
                        chunk("ANIM", bytes(0, 0, 0, 0, 5, 0)),
                        chunk("ANMF", concat(bytes(0, 0, 0, 0, 0, 0, 22, 0, 0, 16, 0, 0, 70, 0, 0, 0), gradient)),
                        chunk("ANMF", concat(bytes(2, 0, 0, 1, 0, 0, 22, 0, 0, 16, 0, 0, 4, 1, 0, flags), glass)),
                        chunk("ANMF", concat(bytes(0, 0, 0, 0, 0, 0, 22, 0, 0, 16, 0, 0, 70, 0, 0, 2), gradient))));
        List<AnimatedImage.Frame> frames = new ArrayList<>();
        try (AnimatedImage webp = AnimatedImage.open(file)) {
            assertThat(webp.count()).isEqualTo(3);
            assertThat(webp.loops()).contains(5);
            webp.forEachRemaining(frames::add);
        }
        assertThat(frames).extracting(AnimatedImage.Frame::delay).containsExactly(7, 26, 7);
        Picture opaque = new ImageCodec().decode(resource("gradient-lossless.webp"));
        Picture overWhite = new ImageCodec().decode(resource("gradient-half-transparent.webp"));
        assertThat(frames.get(0).picture().width()).isEqualTo(27);
        assertThat(frames.get(0).picture().at(1, 9, 8)).isEqualTo(opaque.at(1, 9, 8));
        float seen = frames.get(1).picture().at(1, 9, 8);
        if (then.equals("white")) {
            assertThat(seen).isCloseTo(overWhite.at(1, 5, 6), within(1f));
        } else {
            assertThat(Math.abs(seen - overWhite.at(1, 5, 6))).isGreaterThan(5);
        }
        float left = frames.get(2).picture().at(1, 25, 10);
        float glassThere = frames.get(1).picture().at(1, 25, 10);
        assertThat(left).isEqualTo(after.equals("white") ? 255 : glassThere);
    }

    private static byte[] webp(byte[]... chunks) {
        byte[] all = concat(bytes('W', 'E', 'B', 'P'), concat(chunks));
        return chunk("RIFF", all);
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] length = bytes(data.length, data.length >> 8, 0, 0);
        byte[] padded = Arrays.copyOf(data, data.length + data.length % 2);
        return concat(type.getBytes(StandardCharsets.US_ASCII), length, padded);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** The chunk with the pixels. */
    private static byte[] still(String name) throws IOException {
        byte[] file = resource(name);
        return Arrays.copyOfRange(file, 12, file.length);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AnimatedImageTest.class.getResourceAsStream("/images/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatIsNoSoundGifIsRefused() throws IOException {
        Path png = folder.resolve("picture.gif");
        Files.write(png, new ImageCodec().encodePng(Picture.filled(5, 4, 1, 2, 3)));
        assertThatThrownBy(() -> AnimatedImage.open(png))
                .isInstanceOf(ImageException.class)
                .hasMessage("PNG holds no film");

        Path cut = folder.resolve("cut.gif");
        write(cut, List.of(new Part(image(64, 64, Color.RED), 0, 0, "none", 1)));
        byte[] bytes = Files.readAllBytes(cut);
        for (int length : new int[] {13, bytes.length / 2}) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> {
                        try (AnimatedImage gif = AnimatedImage.open(cut)) {
                            gif.next();
                        }
                    })
                    .isInstanceOf(ImageException.class);
        }
    }

    private static Picture rows(int shift) {
        float[] rgb = new float[3 * 5 * 7];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 30 * (i / 5 % 7) + 2 * (i % 5) + shift;
        }
        return new Picture(5, 7, rgb);
    }

    private record Part(BufferedImage image, int left, int top, String disposal, int delay) {}

    private static String colour(AnimatedImage.Frame frame, int x, int y) {
        Picture picture = frame.picture();
        return Math.round(picture.at(0, x, y)) + "," + Math.round(picture.at(1, x, y)) + ","
                + Math.round(picture.at(2, x, y));
    }

    private static BufferedImage image(int width, int height, Color colour) {
        byte[] reds = {0, (byte) 255, 0, 0};
        byte[] greens = {0, 0, (byte) 255, 0};
        byte[] blues = {0, 0, 0, (byte) 255};
        IndexColorModel palette = new IndexColorModel(2, 4, reds, greens, blues, 0);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static void write(Path file, List<Part> parts) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (Part part : parts) {
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(part.image()), null);
                IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode place = (IIOMetadataNode)
                        root.getElementsByTagName("ImageDescriptor").item(0);
                place.setAttribute("interlaceFlag", "FALSE");
                place.setAttribute("imageLeftPosition", Integer.toString(part.left()));
                place.setAttribute("imageTopPosition", Integer.toString(part.top()));
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                control.setAttribute("disposalMethod", part.disposal());
                control.setAttribute("transparentColorFlag", "TRUE");
                control.setAttribute("transparentColorIndex", "0");
                control.setAttribute("delayTime", Integer.toString(part.delay()));
                metadata.setFromTree("javax_imageio_gif_image_1.0", root);
                writer.writeToSequence(new IIOImage(part.image(), null, metadata), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }
}
