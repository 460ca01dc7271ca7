package io.impasto.engine.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.impasto.engine.image.Picture;
import io.impasto.engine.transfer.GuidePictures;
import io.impasto.engine.transfer.TransferOptions;

/** The files of masks and maps; as {@link GuidePictures}. */
record GuideFiles(
        List<Optional<Path>> contentMasks,
        List<Optional<Path>> styleMasks,
        Optional<Path> contentRegions,
        List<Path> styleRegions) {
    /** Without masks and maps. */
    static final GuideFiles NONE = new GuideFiles(List.of(), List.of(), Optional.empty(), List.of());

    /**
     * Those that options name by their hash.
     *
     * @param find the file of a hash
     */
    static GuideFiles of(TransferOptions options, Function<String, Path> find) {
        return new GuideFiles(
                GuidePictures.masks(options.contentMasks(), find),
                GuidePictures.masks(options.styleMasks(), find),
                Optional.ofNullable(options.contentRegions()).map(find),
                Stream.ofNullable(options.styleRegions())
                        .flatMap(List::stream)
                        .map(find)
                        .toList());
    }

    List<Path> files() {
        return Stream.of(
                        contentMasks.stream().flatMap(Optional::stream),
                        styleMasks.stream().flatMap(Optional::stream),
                        contentRegions.stream(),
                        styleRegions.stream())
                .flatMap(group -> group)
                .toList();
    }

    /** The options that name them, each by its hash; options without guides stay as they are. */
    TransferOptions in(TransferOptions options) {
        TransferOptions.Builder named = options.toBuilder();
        if (!contentMasks.isEmpty()) {
            named.contentMasks(hashes(contentMasks));
        }
        if (!styleMasks.isEmpty()) {
            named.styleMasks(hashes(styleMasks));
        }
        contentRegions.map(InputFiles::sha256).ifPresent(named::contentRegions);
        if (!styleRegions.isEmpty()) {
            named.styleRegions(styleRegions.stream().map(InputFiles::sha256).toList());
        }
        return named.build();
    }

    private static List<String> hashes(List<Optional<Path>> masks) {
        return masks.stream()
                .map(mask -> mask.map(InputFiles::sha256).orElse(TransferOptions.NO_MASK))
                .toList();
    }

    /** @param longSide to which larger ones are reduced, pixels */
    GuidePictures read(int longSide) {
        return new GuidePictures(
                read(contentMasks, longSide),
                read(styleMasks, longSide),
                contentRegions.map(map -> InputImage.guide(map, longSide)),
                styleRegions.stream()
                        .map(map -> InputImage.guide(map, longSide))
                        .toList());
    }

    private static List<Optional<Picture>> read(List<Optional<Path>> masks, int longSide) {
        return masks.stream()
                .map(mask -> mask.map(file -> InputImage.guide(file, longSide)))
                .toList();
    }
}
