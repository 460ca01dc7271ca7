package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.objective.Mask;

/**
 * Pictures that say which part of the painting takes after which part of which style: grey masks, or maps in which regions of one
 * colour belong together; not both. Each has the aspect of the picture that it is for, and may have another size.
 *
 * @param contentMasks for each style, in order, where it goes: white is all, black is nothing; empty, or left out at the end, is
 *     everywhere
 * @param styleMasks for each style, in order, which part of it counts; empty, or left out at the end, is all of it
 * @param contentRegions a map of the content
 * @param styleRegions a map of each style
 */
public record GuidePictures(
        List<Optional<Picture>> contentMasks,
        List<Optional<Picture>> styleMasks,
        Optional<Picture> contentRegions,
        List<Picture> styleRegions) {
    /** All of the painting takes after all of each style. */
    public static final GuidePictures NONE = new GuidePictures(List.of(), List.of(), Optional.empty(), List.of());

    static final String NOT_BOTH = "contentRegions and styleRegions do not go with contentMasks and styleMasks";

    // A picture that was made smaller has its aspect to the nearest pixel only.
    private static final double ROUNDING = 1;
    private static final double UNLIKE = 0.01;
    // Of the lightest place of a mask: less is what a JPEG makes of black.
    private static final float LEAST_LIGHT = 0.04f;

    public GuidePictures {
        contentMasks = List.copyOf(contentMasks);
        styleMasks = List.copyOf(styleMasks);
        styleRegions = List.copyOf(styleRegions);
    }

    /**
     * Those that options name.
     *
     * @param picture of a name
     */
    public static GuidePictures of(TransferOptions options, Function<String, Picture> picture) {
        return new GuidePictures(
                masks(options.contentMasks(), picture),
                masks(options.styleMasks(), picture),
                Optional.ofNullable(options.contentRegions()).map(picture),
                Stream.ofNullable(options.styleRegions())
                        .flatMap(List::stream)
                        .map(picture)
                        .toList());
    }

    /**
     * A list of masks as options have it.
     *
     * @param names of each style's; {@link TransferOptions#NO_MASK} for none, null for a list that was left out
     * @param mask what a name stands for
     */
    public static <T> List<Optional<T>> masks(List<String> names, Function<String, T> mask) {
        return Stream.ofNullable(names)
                .flatMap(List::stream)
                .map(name -> Optional.of(name)
                        .filter(any -> !any.equals(TransferOptions.NO_MASK))
                        .map(mask))
                .toList();
    }

    /**
     * The same where parts of styles are transparent: these count for nothing, as if a mask left them out. With maps, what they map counts,
     * transparent or not.
     *
     * @param styles how opaque each is
     */
    public GuidePictures seeing(List<Optional<Opacity>> styles) {
        if (contentRegions.isPresent()
                || !styleRegions.isEmpty()
                || styles.stream().allMatch(Optional::isEmpty)) {
            return this;
        }
        List<Optional<Picture>> seen = new ArrayList<>(styleMasks);
        for (int k = 0; k < styles.size(); k++) {
            if (k == seen.size()) {
                seen.add(Optional.empty());
            }
            Optional<Picture> mask = seen.get(k);
            seen.set(k, styles.get(k).map(opacity -> seen(opacity, mask)).or(() -> mask));
        }
        return new GuidePictures(contentMasks, seen, contentRegions, styleRegions);
    }

    private static Picture seen(Opacity opacity, Optional<Picture> mask) {
        return mask.map(grey -> opacity.over(grey, 0)).orElseGet(opacity::toPicture);
    }

    /** All of them, in a fixed order. */
    Stream<Picture> pictures() {
        return Stream.of(
                        contentMasks.stream().flatMap(Optional::stream),
                        styleMasks.stream().flatMap(Optional::stream),
                        contentRegions.stream(),
                        styleRegions.stream())
                .flatMap(group -> group);
    }

    /** @throws InvalidOption if the options name others than there are */
    void require(TransferOptions options) {
        requireNamed("contentMasks", named(options.contentMasks()), given(contentMasks));
        requireNamed("styleMasks", named(options.styleMasks()), given(styleMasks));
        requireNamed("contentRegions", options.contentRegions() == null ? 0 : 1, contentRegions.isPresent() ? 1 : 0);
        requireNamed("styleRegions", named(options.styleRegions()), styleRegions.size());
    }

    private static long given(List<Optional<Picture>> masks) {
        return masks.stream().filter(Optional::isPresent).count();
    }

    private static long named(List<String> images) {
        return images == null
                ? 0
                : images.stream()
                        .filter(image -> !image.equals(TransferOptions.NO_MASK))
                        .count();
    }

    private static void requireNamed(String option, long named, long given) {
        if (named > given) {
            throw new InvalidOption(option, option + " need the pictures that they name: " + named + ", not " + given);
        }
    }

    /**
     * What they come to.
     *
     * @throws InvalidOption if one is of another aspect than its picture, is black all over, is one too many, or they do not go
     *     together
     */
    Guidance guidance(Picture content, List<Picture> styles) {
        boolean masks =
                Stream.of(contentMasks, styleMasks).flatMap(List::stream).anyMatch(Optional::isPresent);
        boolean regions = contentRegions.isPresent() || !styleRegions.isEmpty();
        if (masks && regions) {
            throw new InvalidOption("contentRegions", NOT_BOTH);
        }
        requireNoMore("contentMasks", contentMasks, styles);
        requireNoMore("styleMasks", styleMasks, styles);
        return masks ? masked(content, styles) : regions ? mapped(content, styles) : Guidance.NONE;
    }

    private Guidance masked(Picture content, List<Picture> styles) {
        List<Mask> where = new ArrayList<>();
        List<Mask> what = new ArrayList<>();
        for (int k = 0; k < styles.size(); k++) {
            where.add(mask("contentMasks", contentMasks, k, "the content image", content));
            what.add(mask("styleMasks", styleMasks, k, "style image " + (k + 1), styles.get(k)));
        }
        return Guidance.each(where, what);
    }

    private static Mask mask(String option, List<Optional<Picture>> given, int k, String of, Picture picture) {
        Optional<Picture> grey = k < given.size() ? given.get(k) : Optional.empty();
        if (grey.isEmpty()) {
            return Mask.EVERYWHERE;
        }
        requireAspect(option, "mask " + (k + 1), grey.get(), of, picture);
        Mask mask = Mask.of(grey.get());
        float lightest = 0;
        for (float value : mask.values()) {
            lightest = Math.max(lightest, value);
        }
        if (lightest < LEAST_LIGHT) {
            throw new InvalidOption(
                    option,
                    option + ": mask " + (k + 1) + " is black all over, so that nothing would be painted by it");
        }
        return mask;
    }

    private Guidance mapped(Picture content, List<Picture> styles) {
        if (contentRegions.isEmpty()) {
            throw new InvalidOption("contentRegions", "styleRegions need contentRegions, a map of the content image");
        }
        if (styleRegions.size() != styles.size()) {
            throw new InvalidOption(
                    "styleRegions",
                    "styleRegions must hold one map for each style: " + styles.size() + ", not " + styleRegions.size());
        }
        requireAspect("contentRegions", "the map", contentRegions.get(), "the content image", content);
        for (int k = 0; k < styles.size(); k++) {
            requireAspect(
                    "styleRegions", "map " + (k + 1), styleRegions.get(k), "style image " + (k + 1), styles.get(k));
        }
        RegionColours colours = RegionColours.of(contentRegions.get());
        List<List<Optional<Mask>>> parts =
                styleRegions.stream().map(colours::parts).toList();
        if (parts.stream().flatMap(List::stream).noneMatch(Optional::isPresent)) {
            throw new InvalidOption(
                    "styleRegions", "styleRegions: no style's map has a colour of the content's, which are " + colours);
        }
        return new Guidance(colours.regions(contentRegions.get()), parts);
    }

    /** @throws InvalidOption if there are more masks than styles */
    public static void requireNoMore(String option, List<?> masks, List<?> styles) {
        if (masks.size() > styles.size()) {
            throw new InvalidOption(
                    option,
                    option + " must hold one mask for each style at most: " + styles.size() + ", not " + masks.size());
        }
    }

    /** Cut in another way, a mask would cover other things than it was painted over. */
    private static void requireAspect(String option, String name, Picture guide, String of, Picture picture) {
        double scale = (double) guide.longSide() / picture.longSide();
        double tolerance = UNLIKE * guide.longSide() + ROUNDING * Math.max(1, scale);
        if (Math.abs(guide.width() - scale * picture.width()) > tolerance
                || Math.abs(guide.height() - scale * picture.height()) > tolerance) {
            throw new InvalidOption(
                    option,
                    option + ": " + name + " has " + guide.width() + " x " + guide.height() + " pixels and " + of + " "
                            + picture.width() + " x " + picture.height() + "; they must have one aspect");
        }
    }
}
