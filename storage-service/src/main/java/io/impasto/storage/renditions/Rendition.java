package io.impasto.storage.renditions;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * What a picture is to become.
 *
 * @param width 1..4096 pixels, or 0 for its own; it is never enlarged
 * @param quality 1..100, or 0 with a format that has none
 * @param blend share of the original photograph, 0..1
 */
public record Rendition(Format format, int width, int quality, double blend, Adjustment adjustment) {

    private static final int WIDEST = 4096;
    private static final Set<String> NAMES =
            Set.of("format", "width", "quality", "blend", "hue", "saturation", "brightness", "contrast");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,4}(\\.[0-9]{1,6})?");

    /** @throws ProblemException {@code invalid-parameter}, which it names */
    public static Rendition of(MultivaluedMap<String, String> parameters) {
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (!NAMES.contains(name)) {
                throw wrong(
                        name.length() > 64 ? name.substring(0, 64) : name,
                        "There is no such parameter; there are "
                                + String.join(", ", NAMES.stream().sorted().toList()) + ".");
            }
            if (parameter.getValue().size() > 1) {
                throw wrong(name, name + " may be said only once.");
            }
        }
        Format format = format(parameters.getFirst("format"));
        if (format.quality() == 0 && parameters.containsKey("quality")) {
            throw wrong("quality", "A " + format + " has no quality; a jpeg and a webp have.");
        }
        return new Rendition(
                format,
                integer(parameters, "width", 0, WIDEST),
                integer(parameters, "quality", format.quality(), 100),
                number(parameters, "blend", 0, 0, 1),
                new Adjustment(
                        number(parameters, "hue", 0, -180, 180),
                        number(parameters, "saturation", 1, 0, 2),
                        number(parameters, "brightness", 1, 0, 2),
                        number(parameters, "contrast", 1, 0, 2)));
    }

    /** Whether the original photograph is wanted for it. */
    public boolean blends() {
        return blend > 0;
    }

    /** Whether a PNG of this width would come out as it is. */
    boolean changesNothing(int own) {
        return format == Format.PNG && width(own) == own && blend == 0 && adjustment.isNone();
    }

    /** The width that it has, of a picture of this width. */
    int width(int own) {
        return width == 0 ? own : Math.min(width, own);
    }

    /** The same text for whatever comes out the same. */
    String canonical(int own) {
        return String.join(
                " ",
                format.text(),
                "w" + width(own),
                "q" + quality,
                "b" + blend,
                "h" + adjustment.hue(),
                "s" + adjustment.saturation(),
                "l" + adjustment.brightness(),
                "c" + adjustment.contrast());
    }

    private static Format format(String text) {
        if (text == null) {
            return Format.PNG;
        }
        for (Format format : Format.values()) {
            if (format.text().equals(text)) {
                return format;
            }
        }
        throw wrong("format", "format must be png, png16, jpeg, webp, tiff or tiff16.");
    }

    private static int integer(MultivaluedMap<String, String> parameters, String name, int standard, int most) {
        String text = parameters.getFirst(name);
        if (text == null) {
            return standard;
        }
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > most) {
            throw wrong(name, name + " must be an integer from 1 to " + most + ".");
        }
        return Integer.parseInt(text);
    }

    private static double number(
            MultivaluedMap<String, String> parameters, String name, double standard, double least, double most) {
        String text = parameters.getFirst(name);
        if (text == null) {
            return standard;
        }
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw wrong(name, String.format(Locale.ROOT, "%s must be a number from %.0f to %.0f.", name, least, most));
        }
        // Without the sign of -0, which is another number to records.
        return number + 0.0;
    }

    private static ProblemException wrong(String parameter, String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, detail, Map.of("parameter", parameter));
    }
}
