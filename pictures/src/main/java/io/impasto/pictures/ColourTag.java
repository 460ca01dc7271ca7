package io.impasto.pictures;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;

import org.w3c.dom.Node;

/** Says in a file that its colours are sRGB. */
public final class ColourTag {
    private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    private static final String PNG = "javax_imageio_png_1.0";
    private static final String JPEG = "javax_imageio_jpeg_image_1.0";

    private ColourTag() {}

    /** By the chunk that PNG has for it (11.3.2.5), which takes thirteen bytes. */
    public static IIOMetadata png(IIOMetadata metadata) throws IIOInvalidTreeException {
        IIOMetadataNode srgb = new IIOMetadataNode("sRGB");
        srgb.setAttribute("renderingIntent", "Perceptual");
        IIOMetadataNode root = new IIOMetadataNode(PNG);
        root.appendChild(srgb);
        metadata.mergeTree(PNG, root);
        return metadata;
    }

    /** By a profile in an APP2 segment (ICC.1, B.4). */
    public static IIOMetadata jpeg(IIOMetadata metadata) throws IIOInvalidTreeException {
        IIOMetadataNode profile = new IIOMetadataNode("app2ICC");
        profile.setUserObject(SRGB);
        Node root = metadata.getAsTree(JPEG);
        ((IIOMetadataNode) root).getElementsByTagName("app0JFIF").item(0).appendChild(profile);
        metadata.setFromTree(JPEG, root);
        return metadata;
    }

    /** By a profile in a field of its own (ICC.1, B.2). */
    public static IIOMetadata tiff(IIOMetadata metadata) throws IIOInvalidTreeException {
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
        TIFFTag tag = BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ICC_PROFILE);
        byte[] profile = SRGB.getData();
        directory.addTIFFField(new TIFFField(tag, TIFFTag.TIFF_UNDEFINED, profile.length, profile));
        return directory.getAsMetadata();
    }
}
