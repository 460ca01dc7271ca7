package io.impasto.engine.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.ImageHeader;
import io.impasto.engine.image.Picture;

/** Single pictures, one file each. */
final class FrameFiles implements Footage {
    private static final Pattern NUMBER = Pattern.compile("%0?([1-9]?)d");
    private static final Pattern PICTURE = Pattern.compile("[^.].*\\.(png|jpe?g|webp|gif|bmp|tiff?)");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final ImageCodec CODEC = new ImageCodec();

    private final List<Path> files;
    private final int longSide;
    private int read;
    private String shape;

    private FrameFiles(List<Path> files, int longSide) {
        this.files = files;
        this.longSide = longSide;
    }

    static boolean isPattern(Path source) {
        return source.getFileName() != null
                && NUMBER.matcher(source.getFileName().toString()).find();
    }

    /** @throws NoFrames if there are none */
    static FrameFiles open(Path source, int longSide) {
        Path folder = isPattern(source) ? source.toAbsolutePath().getParent() : source;
        if (!Files.isDirectory(folder)) {
            throw new NoFrames(source + ": there is no folder " + folder);
        }
        Predicate<String> wanted = isPattern(source)
                ? numbered(source.getFileName().toString())
                : name -> PICTURE.matcher(name.toLowerCase(Locale.ROOT)).matches();
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> files = listed.filter(
                            file -> wanted.test(file.getFileName().toString()))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString(), FrameFiles::byNumbers))
                    .toList();
            if (files.isEmpty()) {
                throw new NoFrames(source
                        + (isPattern(source)
                                ? ": no file is called so"
                                : ": there is no picture in this folder (PNG, JPEG, WebP, GIF, BMP or TIFF)"));
            }
            return new FrameFiles(files, longSide);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As printf would have named them. */
    private static Predicate<String> numbered(String pattern) {
        Matcher number = NUMBER.matcher(pattern);
        number.find();
        String digits = number.group(1).isEmpty() ? "[0-9]+" : "[0-9]{" + number.group(1) + ",}";
        return Pattern.compile(Pattern.quote(pattern.substring(0, number.start()))
                        + digits
                        + Pattern.quote(pattern.substring(number.end())))
                .asMatchPredicate();
    }

    /** So that 10 follows 9. */
    private static int byNumbers(String one, String other) {
        List<BigInteger> numbers = numbers(one);
        List<BigInteger> others = numbers(other);
        int words = DIGITS.matcher(one)
                .replaceAll("#")
                .compareTo(DIGITS.matcher(other).replaceAll("#"));
        for (int i = 0; words == 0 && i < numbers.size(); i++) {
            int compared = numbers.get(i).compareTo(others.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return words != 0 ? words : one.compareTo(other);
    }

    private static List<BigInteger> numbers(String name) {
        List<BigInteger> numbers = new ArrayList<>();
        for (Matcher digits = DIGITS.matcher(name); digits.find(); ) {
            numbers.add(new BigInteger(digits.group()));
        }
        return numbers;
    }

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public Optional<Integer> loops() {
        return Optional.of(0);
    }

    @Override
    public boolean hasNext() {
        return read < files.size();
    }

    /** @throws NoFrames if the frame can't be read or is of another size, naming it */
    @Override
    public Frame next() {
        Path file = files.get(read);
        read++;
        try {
            ImageHeader header = CODEC.probe(file);
            String size = header.storedWidth() + " x " + header.storedHeight();
            if (shape != null && !shape.equals(size)) {
                throw new NoFrames(file + ": is " + size + ", the frames before are " + shape);
            }
            shape = size;
            Picture picture = CODEC.decode(file, longSide);
            String name = file.getFileName().toString();
            return new Frame(picture, name.substring(0, name.lastIndexOf('.')), Optional.empty());
        } catch (ImageException damaged) {
            throw new NoFrames(file + ": " + damaged.getMessage());
        }
    }

    @Override
    public void close() {
        // Nothing stays open between two frames.
    }
}
