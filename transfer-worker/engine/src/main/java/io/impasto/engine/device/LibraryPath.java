package io.impasto.engine.device;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where Linux' loader looks for shared libraries: ld.so(8).
 *
 * @param folders in which a library may lie
 * @param cache what {@code ldconfig} found in others; need not be there
 */
record LibraryPath(List<Path> folders, Path cache) {

    /** That of this process. */
    static LibraryPath ofThisProcess() {
        Stream<String> said = Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).stream()
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)));
        return new LibraryPath(
                Stream.concat(said, Stream.of("/lib64", "/usr/lib64", "/lib", "/usr/lib"))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of)
                        .toList(),
                Path.of("/etc/ld.so.cache"));
    }

    /** Whether the loader would find a library of this name. */
    boolean has(String name) {
        return folders.stream().anyMatch(folder -> Files.exists(folder.resolve(name))) || isCached(name);
    }

    /** The cache is a table of strings that end in zeros, the paths among them; what it names may have been removed since. */
    private boolean isCached(String name) {
        try {
            return Files.isReadable(cache)
                    && Pattern.compile("(/[^\0]*/" + Pattern.quote(name) + ")\0")
                            .matcher(Files.readString(cache, StandardCharsets.ISO_8859_1))
                            .results()
                            .anyMatch(path -> Files.exists(Path.of(path.group(1))));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
