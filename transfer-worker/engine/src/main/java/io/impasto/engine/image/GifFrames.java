package io.impasto.engine.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

import org.w3c.dom.NodeList;

/** An animated GIF (GIF89a, 20 and 23 for places and disposal). */
final class GifFrames extends AnimatedImage {
    private static final String IMAGE = "javax_imageio_gif_image_1.0";
    private static final String STREAM = "javax_imageio_gif_stream_1.0";

    GifFrames(ImageInputStream stream, ImageReader reader) {
        super(stream, reader);
    }

    @Override
    int parts() throws IOException {
        return reader.getNumImages(true);
    }

    /** As Netscape 2.0 understood it, and everything since. */
    @Override
    Optional<Integer> repeats() throws IOException {
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
    }

    /** Some files claim none, and show what the first frame covers. */
    @Override
    Rectangle screen() throws IOException {
        IIOMetadataNode stream = (IIOMetadataNode) reader.getStreamMetadata().getAsTree(STREAM);
        IIOMetadataNode screen = child(stream, "LogicalScreenDescriptor");
        int width = screen == null ? 0 : Integer.parseInt(screen.getAttribute("logicalScreenWidth"));
        int height = screen == null ? 0 : Integer.parseInt(screen.getAttribute("logicalScreenHeight"));
        Rectangle first = place(0);
        return width > 0 && height > 0
                ? new Rectangle(width, height)
                : new Rectangle(first.x + first.width, first.y + first.height);
    }

    @Override
    Part part(int number) throws IOException {
        IIOMetadataNode control = child(node(number), "GraphicControlExtension");
        String method = control == null ? "none" : control.getAttribute("disposalMethod");
        Disposal disposal =
                switch (method) {
                    case "restoreToBackgroundColor" -> Disposal.CLEAR;
                    case "restoreToPrevious" -> Disposal.RESTORE;
                    default -> Disposal.KEEP;
                };
        int delay = control == null ? 0 : Integer.parseInt(control.getAttribute("delayTime"));
        return new Part(place(number), true, disposal, delay);
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
        return (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree(IMAGE);
    }

    private static IIOMetadataNode child(IIOMetadataNode node, String name) {
        NodeList found = node.getElementsByTagName(name);
        return found.getLength() == 0 ? null : (IIOMetadataNode) found.item(0);
    }
}
