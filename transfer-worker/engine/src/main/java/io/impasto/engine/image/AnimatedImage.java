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
import javax.imageio.stream.ImageInputStream;

import io.impasto.engine.image.ImageException.Reason;

/**
 * The frames of an animation, one after the other, each as it is seen: put over those before it, transparent parts over white.
 * For one thread.
 */
public abstract sealed class AnimatedImage implements Iterator<AnimatedImage.Frame>, AutoCloseable
        permits GifFrames, WebpFrames {
    final ImageReader reader;
    private final ImageInputStream stream;
    private BufferedImage canvas;
    private int next;
    private Runnable disposal = () -> {};

    /**
     * A frame.
     *
     * @param picture all of what is seen
     * @param delay how long, in hundredths of a second
     */
    public record Frame(Picture picture, int delay) {}

    /** What becomes of a frame before the next one is put there. */
    enum Disposal {
        KEEP,
        CLEAR,
        RESTORE
    }

    /**
     * A frame as the file has it.
     *
     * @param place on the canvas
     * @param over whether what was there shows through
     */
    record Part(Rectangle place, boolean over, Disposal disposal, int delay) {}

    AnimatedImage(ImageInputStream stream, ImageReader reader) {
        this.stream = stream;
        this.reader = reader;
    }

    /**
     * Opens a file.
     *
     * @throws ImageException if it is neither GIF nor animated WebP, or damaged, or larger than {@link
     *     ImageCodec#DEFAULT_MAX_PIXELS}
     */
    public static AnimatedImage open(Path file) {
        ImageFormat format = new ImageCodec().probe(file).format();
        try {
            ImageInputStream stream = ImageSource.of(file).open();
            ImageReader reader = Plugins.reader(format);
            try {
                AnimatedImage image =
                        switch (format) {
                            case GIF -> new GifFrames(stream, reader);
                            case WEBP -> new WebpFrames(ImageSource.of(file), stream, reader);
                            default -> throw new ImageException(Reason.NOT_AN_IMAGE, format + " holds no film");
                        };
                image.prepare();
                return image;
            } catch (IOException | RuntimeException damaged) {
                reader.dispose();
                stream.close();
                throw explained(damaged);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepare() throws IOException {
        reader.setInput(stream);
        if (count() == 0) {
            throw new ImageException(Reason.TRUNCATED, "the animation is truncated: it has no frame");
        }
        Rectangle screen = screen();
        requirePixels(screen);
        for (int i = 0; i < count(); i++) {
            requirePixels(part(i).place());
        }
        canvas = new BufferedImage(screen.width, screen.height, BufferedImage.TYPE_INT_ARGB);
    }

    private static void requirePixels(Rectangle area) {
        if ((long) area.width * area.height > ImageCodec.DEFAULT_MAX_PIXELS) {
            throw new ImageException(
                    Reason.TOO_LARGE, "a frame claims " + area.width + " x " + area.height + " pixels");
        }
    }

    /** How many there are. */
    public final int count() {
        try {
            return parts();
        } catch (IOException | RuntimeException damaged) {
            throw explained(damaged);
        }
    }

    /** How often the whole is shown, 0 without end; empty if it is shown once. */
    public final Optional<Integer> loops() {
        try {
            return repeats();
        } catch (IOException | RuntimeException damaged) {
            throw explained(damaged);
        }
    }

    @Override
    public final boolean hasNext() {
        return next < count();
    }

    /** @throws ImageException if the frame is damaged */
    @Override
    public final Frame next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are " + count() + " frames");
        }
        try {
            disposal.run();
            Part part = part(next);
            disposal = switch (part.disposal()) {
                case KEEP -> () -> {};
                case CLEAR -> () -> clear(part.place());
                case RESTORE -> restoring();
            };
            Graphics2D graphics = canvas.createGraphics();
            graphics.setComposite(part.over() ? AlphaComposite.SrcOver : AlphaComposite.Src);
            graphics.drawImage(reader.read(next), part.place().x, part.place().y, null);
            graphics.dispose();
            next++;
            int width = canvas.getWidth();
            int height = canvas.getHeight();
            float[] seen = Resampling.planes(
                    Picture.CHANNELS,
                    width,
                    height,
                    width,
                    height,
                    Rows.of(canvas).overWhite());
            return new Frame(new Picture(width, height, seen), part.delay());
        } catch (IOException | RuntimeException damaged) {
            throw explained(damaged);
        }
    }

    abstract int parts() throws IOException;

    abstract Optional<Integer> repeats() throws IOException;

    abstract Rectangle screen() throws IOException;

    abstract Part part(int number) throws IOException;

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

    private static ImageException explained(Exception damaged) {
        return damaged instanceof ImageException said
                ? said
                : new ImageException(Reason.NOT_AN_IMAGE, "the animation is damaged and cannot be read", damaged);
    }

    @Override
    public final void close() {
        reader.dispose();
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
