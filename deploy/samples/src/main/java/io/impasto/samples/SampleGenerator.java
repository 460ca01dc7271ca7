package io.impasto.samples;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import io.impasto.samples.canvas.Painting;

/** Draws every sample into a folder: the pictures, their thumbnails in {@code thumbs/}, and {@code samples.json}. */
public final class SampleGenerator {
    /** The most bytes a picture may have; the quality gives way before this does. */
    static final int MAX_BYTES = 250_000;

    private static final int THUMBNAIL = 128;

    private SampleGenerator() {}

    /** Takes one argument: the folder to write to, which is made where it is missing. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: SampleGenerator FOLDER");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        try {
            generate(Path.of(arguments[0]));
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot write the samples: " + e.getMessage());
            System.exit(1);
        }
    }

    static void generate(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("thumbs"));
        SampleIndex index = new SampleIndex();
        for (Painting painting : Catalogue.paintings()) {
            BufferedImage image = painting.draw().toImage();
            String file = painting.id() + ".jpg";
            String thumbnail = "thumbs/" + file;
            Files.write(folder.resolve(file), coded(image));
            Files.write(folder.resolve(thumbnail), jpeg(thumbnail(image), 0.6));
            index.add(painting, file, image.getWidth(), image.getHeight(), thumbnail);
            System.out.printf("%-10s %4d x %d%n", painting.id(), image.getWidth(), image.getHeight());
        }
        Files.writeString(folder.resolve("samples.json"), index.json());
    }

    /** At most {@value #THUMBNAIL} pixels on the longer side; each pixel is the mean of what it covers. */
    private static BufferedImage thumbnail(BufferedImage image) {
        double scale = THUMBNAIL / (double) Math.max(image.getWidth(), image.getHeight());
        int width = (int) Math.round(image.getWidth() * scale);
        int height = (int) Math.round(image.getHeight() * scale);
        BufferedImage large = scaled(image, 2 * width, 2 * height);
        return scaled(large, width, height);
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    /** JPEG as the pictures are kept: the best quality up to 0.9 that fits {@link #MAX_BYTES}. */
    static byte[] coded(BufferedImage image) throws IOException {
        byte[] bytes = jpeg(image, 0.9);
        for (double quality = 0.88; bytes.length > MAX_BYTES && quality > 0; quality -= 0.02) {
            bytes = jpeg(image, quality);
        }
        return bytes;
    }

    private static byte[] jpeg(BufferedImage image, double quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality((float) quality);
            how.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
