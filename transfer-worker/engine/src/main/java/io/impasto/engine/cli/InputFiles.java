package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Hashes;
import io.impasto.engine.replay.Manifest;
import io.impasto.engine.transfer.GuidePictures;
import io.impasto.engine.transfer.StyleTransfer;

/** The picture files of one painting. */
record InputFiles(Path content, List<Path> styles, Optional<Path> startImage, GuideFiles guides) {

    /**
     * What they show, reduced to the size that is painted, and what they were when they were read.
     *
     * @param opacity of the content, which is that of its painting; empty if it has no transparent parts
     */
    record Pictures(
            Picture content,
            Optional<Opacity> opacity,
            List<Picture> styles,
            Optional<Picture> startImage,
            GuidePictures guides,
            Manifest.Inputs described) {}

    /** @param styleSide pixels that styles are reduced to */
    Pictures read(int longSide, int styleSide) {
        Layer photograph = InputImage.layer(content, longSide);
        List<Layer> manners =
                styles.stream().map(style -> InputImage.layer(style, styleSide)).toList();
        return new Pictures(
                photograph.picture(),
                photograph.opacity(),
                manners.stream().map(Layer::picture).toList(),
                startImage.map(start -> InputImage.layer(start, longSide).picture()),
                guides.read(longSide)
                        .seeing(manners.stream().map(Layer::opacity).toList()),
                described());
    }

    /** By hash and name, never by path: where somebody's files lie is nobody's business. */
    private Manifest.Inputs described() {
        Map<String, String> names = new TreeMap<>();
        guides.files().forEach(file -> hash(file, names));
        return new Manifest.Inputs(
                hash(content, names),
                styles.stream().map(style -> hash(style, names)).toList(),
                startImage.map(start -> hash(start, names)),
                names);
    }

    private static String hash(Path file, Map<String, String> names) {
        String sha256 = sha256(file);
        names.putIfAbsent(sha256, file.getFileName().toString());
        return sha256;
    }

    /** So that a folder of styles is refused before they are all read. */
    static void requireFewStyles(List<Path> styles) {
        if (styles.size() > StyleTransfer.MOST_STYLES) {
            throw Failure.usage(
                    "--style can be given " + StyleTransfer.MOST_STYLES + " times at most, not " + styles.size());
        }
    }

    static String sha256(Path file) {
        try {
            return Hashes.sha256(file);
        } catch (IOException e) {
            throw Failure.badInput(file + ": " + Failure.reason(e), e);
        }
    }
}
