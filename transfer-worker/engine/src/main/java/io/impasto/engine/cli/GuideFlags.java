package io.impasto.engine.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import io.impasto.engine.transfer.GuidePictures;

/** Which part of the painting takes after which part of which style. */
final class GuideFlags {
    @Option(
            names = "--content-mask",
            paramLabel = "FILE|-",
            description =
                    "Where a style goes: white is all, black is nothing; one for each --style, in order, - for everywhere. Of the content's aspect. Default: everywhere.")
    private List<String> contentMasks = List.of();

    @Option(
            names = "--style-mask",
            paramLabel = "FILE|-",
            description =
                    "Which part of a style counts, as --content-mask; one for each --style, in order, - for all of it. Default: all of each.")
    private List<String> styleMasks = List.of();

    @Option(
            names = "--content-regions",
            paramLabel = "FILE",
            description =
                    "A map of the content in at most 8 colours; what has one colour is painted after what has it in --style-regions. Default: none.")
    private Path contentRegions;

    @Option(
            names = "--style-regions",
            paramLabel = "FILE",
            description = "A map of a style; one for each --style, in order. Default: none.")
    private List<Path> styleRegions = List.of();

    GuideFiles files() {
        return new GuideFiles(
                GuidePictures.masks(contentMasks, Path::of),
                GuidePictures.masks(styleMasks, Path::of),
                Optional.ofNullable(contentRegions),
                List.copyOf(styleRegions));
    }
}
