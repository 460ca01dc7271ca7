package io.impasto.engine.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

/**
 * Pictures of one size in rows, each above its label.
 *
 * @param cells row by row; at least one
 * @param columns in a row
 */
record ContactSheet(List<Cell> cells, int columns) {
    private static final int MOST_COLUMNS = 4;
    private static final int GAP = 8;
    private static final int LABEL = 20;
    private static final int FONT = 12;

    /** One picture. */
    record Cell(String label, Picture picture) {}

    static ContactSheet of(List<Cell> cells) {
        int rows = (cells.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
        return new ContactSheet(List.copyOf(cells), (cells.size() + rows - 1) / rows);
    }

    byte[] png() {
        int width = cells.get(0).picture().width() + GAP;
        int height = cells.get(0).picture().height() + LABEL + GAP;
        int rows = (cells.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * width + GAP, rows * height + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            graphics.setColor(Color.DARK_GRAY);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT));
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            for (int i = 0; i < cells.size(); i++) {
                int x = GAP + i % columns * width;
                int y = GAP + i / columns * height;
                graphics.drawImage(image(cells.get(i).picture()), x, y, null);
                graphics.setClip(x, y, width - GAP, height);
                graphics.drawString(cells.get(i).label(), x, y + height - GAP - LABEL + FONT + 2);
                graphics.setClip(null);
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(sheet, "png", png);
            return png.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            graphics.dispose();
        }
    }

    private static BufferedImage image(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(new ImageCodec().encodePng(picture)));
    }
}
