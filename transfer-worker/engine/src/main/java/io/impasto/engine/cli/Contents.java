package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What is to be painted: files, and for a folder the pictures in it. */
final class Contents {
    /** By their endings: a folder may hold anything. */
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff");

    private Contents() {}

    static List<Path> of(List<Path> given) {
        List<Path> files = new ArrayList<>();
        for (Path one : given) {
            if (Files.isDirectory(one)) {
                files.addAll(in(one));
            } else {
                files.add(one);
            }
        }
        return files;
    }

    /** In the order of their names. */
    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures = files.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.contains(new OutputFile(file).extension()))
                    .sorted()
                    .toList();
            if (pictures.isEmpty()) {
                throw Failure.badInput(folder + ": there is no picture in this folder", null);
            }
            return pictures;
        } catch (IOException e) {
            throw Failure.badInput(folder + ": " + Failure.reason(e), e);
        }
    }

    /** A place for each in the folder: its own name with another ending, and a number where that is taken by another of them. */
    static List<Path> places(List<Path> contents, Path folder, String ending) {
        Set<String> taken = new HashSet<>();
        List<Path> places = new ArrayList<>();
        for (Path content : contents) {
            String stem = new OutputFile(content).stem();
            String name = stem;
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = stem + "-" + i;
            }
            places.add(folder.resolve(name + "." + ending));
        }
        return places;
    }
}
