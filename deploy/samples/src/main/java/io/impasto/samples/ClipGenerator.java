package io.impasto.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

import io.impasto.samples.content.Landscape;

/** Draws a short film into a folder, one PNG per frame: the camera pans over the landscape while a balloon drifts across. */
public final class ClipGenerator {
    /** Frames of the film. */
    static final int FRAMES = 12;

    private static final int WIDTH = 240;
    private static final int HEIGHT = 160;
    /** By which the view moves to the right from frame to frame; the landscape is drawn this much larger than the view. */
    private static final double PAN = 3;

    private static final double SCALE = 1.25;

    private ClipGenerator() {}

    /** Takes one argument: the folder to write to, which is made where it is missing. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: ClipGenerator FOLDER");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        try {
            Path folder = Path.of(arguments[0]);
            Files.createDirectories(folder);
            BufferedImage landscape = new Landscape().draw().toImage();
            for (int i = 0; i < FRAMES; i++) {
                Path file = folder.resolve(String.format(Locale.ROOT, "frame-%04d.png", i + 1));
                ImageIO.write(frame(landscape, i), "png", file.toFile());
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot write the clip: " + e.getMessage());
            System.exit(1);
        }
    }

    static BufferedImage frame(BufferedImage landscape, int number) {
        BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = frame.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int width = (int) (SCALE * WIDTH);
        int height = width * landscape.getHeight() / landscape.getWidth();
        graphics.drawImage(
                landscape.getScaledInstance(width, height, BufferedImage.SCALE_AREA_AVERAGING),
                (int) Math.round(-PAN * number),
                (HEIGHT - height) / 2,
                null);
        balloon(graphics, 40 + 5.0 * number, 62 - 1.5 * number, 22);
        graphics.dispose();
        return frame;
    }

    private static void balloon(Graphics2D graphics, double x, double y, double radius) {
        Ellipse2D skin = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2.2 * radius);
        graphics.setPaint(new RadialGradientPaint(
                new Point2D.Double(x - radius / 3, y - radius / 3),
                (float) (1.5 * radius),
                new float[] {0, 0.6f, 1},
                new Color[] {new Color(255, 196, 120), new Color(214, 62, 40), new Color(110, 20, 30)}));
        graphics.fill(skin);
        graphics.setColor(new Color(250, 236, 200));
        Path2D stripe = new Path2D.Double();
        stripe.append(new Ellipse2D.Double(x - radius / 3, y - radius, 2 * radius / 3, 2.2 * radius), false);
        graphics.fill(stripe);
        graphics.setColor(new Color(90, 58, 34));
        graphics.fillRect((int) (x - radius / 4), (int) (y + 1.6 * radius), (int) (radius / 2), (int) (radius / 3));
    }
}
