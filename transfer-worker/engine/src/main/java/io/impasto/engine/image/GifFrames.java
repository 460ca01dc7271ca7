package io.impasto.engine.image;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

import org.w3c.dom.NodeList;

import io.impasto.engine.image.ImageException.Reason;

/**
 * The frames of an animated GIF, one after the other, each as it is seen: put over those before it after its disposal
 * method (GIF89a, 23), transparent parts over white. For one thread.
 */
public final class GifFrames implements Iterator<GifFrames.Frame>, AutoCloseable {
    private static final String NATIVE = "javax_imageio_gif_image_1.0";

    private final ImageInputStream stream;
    private final ImageReader reader;
    private final int count;
    private final BufferedImage canvas;
    private int next;
    private Runnable disposal = () -> {};

    /**
     * A frame.
     *
     * @param picture all of what is seen
     * @param delay how long, in hundredths of a second
     */
    public record Frame(Picture picture, int delay) {}

    private GifFrames(ImageInputStream stream, ImageReader reader) throws IOException {
        this.stream = stream;
        this.reader = reader;
        this.count = reader.getNumImages(true);
        Rectangle screen = new Rectangle();
        for (int i = 0; i < count; i++) {
            Rectangle frame = place(i);
            if ((long) frame.width * frame.height > ImageCodec.DEFAULT_MAX_PIXELS) {
                throw new ImageException(
                        Reason.TOO_LARGE, "a frame claims " + frame.width + " x " + frame.height + " pixels");
            }
            screen = i == 0 ? union(frame) : screen;
        }
        this.canvas = new BufferedImage(screen.width, screen.height, BufferedImage.TYPE_INT_ARGB);
    }

    /**
     * Opens a file.
     *
     * @throws ImageException if it is no GIF, or damaged, or larger than {@link ImageCodec#DEFAULT_MAX_PIXELS}
     */
    public static GifFrames open(Path file) {
        if (new ImageCodec().probe(file).format() != ImageFormat.GIF) {
            throw new ImageException(Reason.NOT_AN_IMAGE, "not a GIF");
        }
        try {
            ImageInputStream stream = ImageSource.of(file).open();
            ImageReader reader = Plugins.reader(ImageFormat.GIF);
            reader.setInput(stream);
            try {
                return new GifFrames(stream, reader);
            } catch (IOException | RuntimeException damaged) {
                reader.dispose();
                stream.close();
                throw explained(damaged);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** How often the whole is shown, 0 without end; empty if it is shown once. */
    public Optional<Integer> loops() {
        try {
            NodeList extensions = node(0).getElementsByTagName("ApplicationExtension");
            for (int i = 0; i < extensions.getLength(); i++) {
                IIOMetadataNode extension = (IIOMetadataNode) extensions.item(i);
                if (extension.getAttribute("applicationID").equals("NETSCAPE")
                        && extension.getUserObject() instanceof byte[] data
                        && data.length >= 3) {
                    return Optional.of((data[1] & 255) + ((data[2] & 255) << 8));
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            throw explained(damaged);
        }
    }

    @Override
    public boolean hasNext() {
        return next < count;
    }

    /** @throws ImageException if the frame is damaged */
    @Override
    public Frame next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are " + count + " frames");
        }
        try {
            disposal.run();
            IIOMetadataNode control = child(node(next), "GraphicControlExtension");
            String method = control == null ? "none" : control.getAttribute("disposalMethod");
            Rectangle place = place(next);
            disposal = switch (method) {
                case "restoreToBackgroundColor" -> () -> clear(place);
                case "restoreToPrevious" -> restoring();
                default -> () -> {};
            };
            Graphics2D graphics = canvas.createGraphics();
            graphics.drawImage(reader.read(next), place.x, place.y, null);
            graphics.dispose();
            next++;
            int delay = control == null ? 0 : Integer.parseInt(control.getAttribute("delayTime"));
            int width = canvas.getWidth();
            int height = canvas.getHeight();
            return new Frame(Resampling.resize(width, height, width, height, Rows.of(canvas)), delay);
        } catch (IOException | RuntimeException damaged) {
            throw explained(damaged);
        }
    }

    /** As browsers do: what was covered becomes transparent, whatever the background colour is said to be. */
    private void clear(Rectangle place) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.setComposite(AlphaComposite.Clear);
        graphics.fill(place);
        graphics.dispose();
    }

    private Runnable restoring() {
        BufferedImage before = new BufferedImage(canvas.getWidth(), canvas.getHeight(), canvas.getType());
        before.setData(canvas.getRaster());
        return () -> canvas.setData(before.getRaster());
    }

    /** The logical screen; some files claim none, and show what the first frame covers. */
    private Rectangle union(Rectangle first) throws IOException {
        IIOMetadataNode stream = (IIOMetadataNode) reader.getStreamMetadata().getAsTree("javax_imageio_gif_stream_1.0");
        IIOMetadataNode screen = child(stream, "LogicalScreenDescriptor");
        int width = screen == null ? 0 : Integer.parseInt(screen.getAttribute("logicalScreenWidth"));
        int height = screen == null ? 0 : Integer.parseInt(screen.getAttribute("logicalScreenHeight"));
        return width > 0 && height > 0
                ? new Rectangle(width, height)
                : new Rectangle(first.x + first.width, first.y + first.height);
    }

    private Rectangle place(int frame) throws IOException {
        IIOMetadataNode place = child(node(frame), "ImageDescriptor");
        return new Rectangle(
                Integer.parseInt(place.getAttribute("imageLeftPosition")),
                Integer.parseInt(place.getAttribute("imageTopPosition")),
                reader.getWidth(frame),
                reader.getHeight(frame));
    }

    private IIOMetadataNode node(int frame) throws IOException {
        return (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree(NATIVE);
    }

    private static IIOMetadataNode child(IIOMetadataNode node, String name) {
        NodeList found = node.getElementsByTagName(name);
        return found.getLength() == 0 ? null : (IIOMetadataNode) found.item(0);
    }

    private static ImageException explained(Exception damaged) {
        return damaged instanceof ImageException said
                ? said
                : new ImageException(Reason.NOT_AN_IMAGE, "the GIF is damaged and cannot be read", damaged);
    }

    @Override
    public void close() {
        reader.dispose();
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
