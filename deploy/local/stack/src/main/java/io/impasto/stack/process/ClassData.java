package io.impasto.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The classes of a class path as an earlier JVM had them in memory (JEP 350): one that starts from them needs a third less of
 * the processor. A file bears the name of all that it depends on, so that what was built anew, or runs on another Java, finds
 * none; the JVM checks that itself once more, and goes on without.
 *
 * @param folder {@code class-data}, beside the folder of the first jar: inside the build's output, gone with it
 * @param key of this Java and of the names, sizes and times of the jars
 */
record ClassData(Path folder, String key) {

    /** Of jars; empty for folders of classes, which a JVM does not keep. */
    static Optional<ClassData> of(List<Path> classPath) {
        if (!classPath.stream().allMatch(ClassData::isJar)) {
            return Optional.empty();
        }
        Path first = classPath.get(0).toAbsolutePath();
        return Optional.of(new ClassData(first.getParent().resolveSibling("class-data"), keyOf(classPath)));
    }

    /** What makes a JVM start from them; nothing where there are none. */
    List<String> using() {
        return Files.isReadable(file()) ? List.of("-XX:SharedArchiveFile=" + file()) : List.of();
    }

    /** Where a JVM may write them at its end, for {@link #keep}; empty where there are some or the folder is not to be written. */
    Optional<Path> draft() {
        if (Files.exists(file())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.createDirectories(folder).resolve(key + "-" + UUID.randomUUID() + ".draft"));
        } catch (IOException readOnly) {
            return Optional.empty();
        }
    }

    /** What makes a JVM write them at its end, silent about the few classes that it cannot write. */
    static List<String> writing(Path draft) {
        return List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds*=off", "-Xlog:class+path=off");
    }

    /** Puts a draft where the next JVM finds it, in place of those of earlier builds; does nothing where none was written. */
    void keep(Path draft) {
        if (!Files.exists(draft)) {
            return;
        }
        try {
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
            try (Stream<Path> all = Files.list(folder)) {
                for (Path other : all.filter(path -> !path.equals(file())).toList()) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (IOException anotherWasQuicker) {
            // then its own are there, which are as good
        }
    }

    private Path file() {
        return folder.resolve(key + ".jsa");
    }

    private static boolean isJar(Path path) {
        return path.toString().endsWith(".jar") && Files.isRegularFile(path);
    }

    private static String keyOf(List<Path> classPath) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
            for (Path jar : classPath) {
                String file = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar) + "\n";
                digest.update(file.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
