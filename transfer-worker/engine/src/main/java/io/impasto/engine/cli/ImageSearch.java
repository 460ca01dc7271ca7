package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for images by the SHA-256 of their files: first under the name they had, then among all that lie in the folders. */
final class ImageSearch {
    /** Flag of those that are looked for only. */
    static final String FOLDERS = "--images";

    private final List<Path> folders;
    private final Map<String, String> names;
    private final Map<Path, String> hashes = new HashMap<>();

    /** @param names by SHA-256 */
    ImageSearch(List<Path> folders, Map<String, String> names) {
        this.folders = folders;
        this.names = names;
    }

    /**
     * The file of that hash.
     *
     * @param flag under which a person can name it
     * @param given the file that was named; null if none was
     */
    Path find(String flag, Path given, String sha256) {
        if (given != null) {
            if (!Files.isRegularFile(given)) {
                throw Failure.badInput(given + ": no such file", null);
            }
            String other = hash(given);
            if (!other.equals(sha256)) {
                throw Failure.badInput(
                        given + ": another picture than the one of the painting: SHA-256 " + other + ", not " + sha256,
                        null);
            }
            return given;
        }
        String name = names.get(sha256);
        return byName(name, sha256)
                .or(() -> folders.stream()
                        .flatMap(folder -> files(folder).stream())
                        .filter(file -> hash(file).equals(sha256))
                        .findFirst())
                .orElseThrow(() -> Failure.badInput(
                        "the image " + (name == null ? "" : name + " ") + "of SHA-256 " + sha256
                                + " is missing; name " + (flag.equals(FOLDERS) ? "" : "it by " + flag + " FILE or ")
                                + "its folder by --images DIR",
                        null));
    }

    private Optional<Path> byName(String name, String sha256) {
        // A manifest is not to lead out of the folders that were named.
        if (name == null || !Path.of(name).getFileName().toString().equals(name)) {
            return Optional.empty();
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .filter(file -> hash(file).equals(sha256))
                .findFirst();
    }

    private String hash(Path file) {
        return hashes.computeIfAbsent(file, InputFiles::sha256);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Failure.badInput(folder + ": is no folder", null);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(Files::isReadable)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failure.badInput(folder + ": " + Failure.reason(e), e);
        }
    }
}
