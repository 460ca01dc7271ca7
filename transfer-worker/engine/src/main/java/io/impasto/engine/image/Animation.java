package io.impasto.engine.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures one after the other, as a GIF that repeats for ever: ten a second, the last for two seconds. All are shown at the last one's size, at most
 * 640 pixels on its long side. Of more than 160 frames every other one is dropped.
 */
public final class Animation {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final int LONG_SIDE = 640;
    private static final int MOST_FRAMES = 160;
    /** Hundredths of a second. */
    private static final int DELAY = 10;

    private static final int LAST_DELAY = 200;

    private final List<BufferedImage> frames = new ArrayList<>();
    private int stride = 1;
    private int seen;

    /** One more frame; its values are rounded and clamped to 0..255. */
    public void add(Picture picture) {
        if (seen++ % stride == 0) {
            frames.add(Encoder.eightBit(reduced(picture)));
        } else {
            // The last one shows where it went.
            frames.set(frames.size() - 1, Encoder.eightBit(reduced(picture)));
        }
        if (frames.size() > MOST_FRAMES) {
            for (int i = frames.size() - 2; i > 0; i -= 2) {
                frames.remove(i);
            }
            stride *= 2;
        }
    }

    private static Picture reduced(Picture picture) {
        double scale = Math.min(1, (double) LONG_SIDE / picture.longSide());
        return Resampling.resize(picture, side(scale * picture.width()), side(scale * picture.height()));
    }

    private static int side(double pixels) {
        return Math.max(1, (int) Math.round(pixels));
    }

    /**
     * Writes what was added.
     *
     * @throws IllegalStateException if nothing was
     */
    public void writeTo(Path file) throws IOException {
        if (frames.isEmpty()) {
            throw new IllegalStateException("an animation has a frame at least");
        }
        BufferedImage last = frames.get(frames.size() - 1);
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR);
        ImageWriter writer = Plugins.writer("gif", type);
        // The stream of a file appends to what is there.
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            if (out == null) {
                throw new IOException("cannot be opened for writing");
            }
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                IIOMetadata metadata = writer.getDefaultImageMetadata(type, param);
                metadata.setFromTree(FORMAT, described(metadata, frame == last ? LAST_DELAY : DELAY));
                BufferedImage shown = shown(frame, last.getWidth(), last.getHeight());
                writer.writeToSequence(new IIOImage(shown, null, metadata), param);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage shown(BufferedImage frame, int width, int height) {
        if (frame.getWidth() == width && frame.getHeight() == height) {
            return frame;
        }
        BufferedImage shown = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = shown.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(frame, 0, 0, width, height, null);
        graphics.dispose();
        return shown;
    }

    /** How long a frame stays, and that all begins anew (the NETSCAPE2.0 extension, which every viewer knows). */
    private static IIOMetadataNode described(IIOMetadata metadata, int delay) {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(delay));
        IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
        repeat.setAttribute("applicationID", "NETSCAPE");
        repeat.setAttribute("authenticationCode", "2.0");
        repeat.setUserObject(new byte[] {1, 0, 0});
        child(root, "ApplicationExtensions").appendChild(repeat);
        return root;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode child = new IIOMetadataNode(name);
        root.appendChild(child);
        return child;
    }
}
