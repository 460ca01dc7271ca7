package io.impasto.engine.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Writes an animated GIF, frame by frame; each frame has its own palette of 256 colours. For one thread. */
public final class GifWriter implements AutoCloseable {
    private static final String NATIVE = "javax_imageio_gif_image_1.0";
    private static final ImageTypeSpecifier RGB =
            ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB);

    private final ImageOutputStream stream;
    private final ImageWriter writer;
    private final ImageWriteParam topDown;
    private final Optional<Integer> loops;
    private boolean begun;

    /**
     * @param loops how often the whole is to be shown, 0 without end; empty for once
     * @throws IOException if the file can't be written
     */
    public GifWriter(Path file, Optional<Integer> loops) throws IOException {
        this.loops = loops;
        this.stream = ImageIO.createImageOutputStream(file.toFile());
        if (stream == null) {
            throw new IOException("cannot open " + file);
        }
        this.writer = Plugins.writer("gif", RGB);
        this.topDown = writer.getDefaultWriteParam();
        // The JDK's writer loses rows of interlaced pictures.
        topDown.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
        writer.setOutput(stream);
        writer.prepareWriteSequence(null);
    }

    /**
     * Appends a frame.
     *
     * @param delay how long it is seen, in hundredths of a second, 0 to 65535
     */
    public void add(Picture picture, int delay) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] bytes = Encoder.bytes(picture);
        for (int i = 0; i < bytes.length; i += Picture.CHANNELS) {
            int pixel = i / Picture.CHANNELS;
            image.setRGB(
                    pixel % picture.width(),
                    pixel / picture.width(),
                    (bytes[i] & 255) << 16 | (bytes[i + 1] & 255) << 8 | bytes[i + 2] & 255);
        }
        IIOMetadata metadata = writer.getDefaultImageMetadata(RGB, topDown);
        IIOMetadataNode root = new IIOMetadataNode(NATIVE);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(delay));
        root.appendChild(control);
        if (!begun && loops.isPresent()) {
            root.appendChild(repeating(loops.get()));
        }
        metadata.mergeTree(NATIVE, root);
        writer.writeToSequence(new IIOImage(image, null, metadata), topDown);
        begun = true;
    }

    /** As Netscape 2.0 understood it, and everything since. */
    private static IIOMetadataNode repeating(int times) {
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
        extension.setAttribute("applicationID", "NETSCAPE");
        extension.setAttribute("authenticationCode", "2.0");
        extension.setUserObject(new byte[] {1, (byte) times, (byte) (times >> 8)});
        extensions.appendChild(extension);
        return extensions;
    }

    @Override
    public void close() throws IOException {
        try (stream) {
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }
}
