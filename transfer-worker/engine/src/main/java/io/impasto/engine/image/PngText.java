package io.impasto.engine.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.w3c.dom.NodeList;

/** A text in a PNG: an iTXt chunk, uncompressed, so that {@code grep} finds it. */
record PngText(String keyword, String text) {
    private static final String FORMAT = "javax_imageio_png_1.0";
    private static final String ENTRY = "iTXtEntry";

    /** Adds it to what the JDK's writer is to write beside the pixels. */
    void addTo(IIOMetadata metadata) {
        IIOMetadataNode entry = new IIOMetadataNode(ENTRY);
        entry.setAttribute("keyword", keyword);
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "");
        entry.setAttribute("translatedKeyword", "");
        entry.setAttribute("text", text);
        IIOMetadataNode texts = new IIOMetadataNode("iTXt");
        texts.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(texts);
        try {
            metadata.mergeTree(FORMAT, root);
        } catch (IIOInvalidTreeException e) {
            throw new IllegalArgumentException("no PNG can have the text '" + keyword + "': " + e.getMessage(), e);
        }
    }

    static Optional<String> in(byte[] file, String keyword) {
        ImageReader reader = Plugins.reader(ImageFormat.PNG);
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            NodeList entries =
                    ((IIOMetadataNode) reader.getImageMetadata(0).getAsTree(FORMAT)).getElementsByTagName(ENTRY);
            for (int i = 0; i < entries.getLength(); i++) {
                IIOMetadataNode entry = (IIOMetadataNode) entries.item(i);
                if (entry.getAttribute("keyword").equals(keyword)) {
                    return Optional.of(entry.getAttribute("text"));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the PNG's texts", e);
        } finally {
            reader.dispose();
        }
    }
}
