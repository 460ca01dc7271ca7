package io.impasto.stack.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line that runs a Java main class on this JVM's own Java, tethered to its launcher.
 *
 * @param niceness how far it stands back where others want the processor, 0 (not at all) .. 19, as {@code nice} of POSIX has it
 * @param keepsClasses whether its JVM writes down its classes at its end, where that was not done since they were built, so
 *     that the next one starts sooner; that end takes some seconds of the processor
 */
public record JavaCommand(
        List<String> jvmOptions,
        List<String> classPath,
        String mainClass,
        List<String> arguments,
        int niceness,
        boolean keepsClasses) {

    /** What suits small servers on a shared machine: little memory and quick to start, before peak speed. */
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            // give back what a busy moment took
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30");

    /** One that does not stand back and keeps nothing. */
    public JavaCommand(List<String> jvmOptions, List<String> classPath, String mainClass, List<String> arguments) {
        this(jvmOptions, classPath, mainClass, arguments, 0, false);
    }

    /**
     * A main class on the jars of a folder.
     *
     * @param lib a folder of jars, as the build leaves it
     * @throws IllegalStateException if the folder is missing: it was not built
     */
    public static JavaCommand ofFolder(Path lib, String mainClass, List<String> arguments) {
        if (!Files.isDirectory(lib)) {
            throw new IllegalStateException("not built: " + lib + " is missing (./mvnw package makes it)");
        }
        return new JavaCommand(SMALL, jarsOf(lib), mainClass, arguments);
    }

    /**
     * The main class that a jar names in its manifest.
     *
     * @throws IllegalStateException if the jar is missing: it was not built
     */
    public static JavaCommand ofJar(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("not built: " + jar + " is missing (./mvnw package makes it)");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            String main = file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            return new JavaCommand(SMALL, List.of(jar.toString()), main, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same command with further JVM options, which win over the earlier ones. */
    public JavaCommand with(String... options) {
        List<String> all =
                Stream.concat(jvmOptions.stream(), Stream.of(options)).toList();
        return new JavaCommand(all, classPath, mainClass, arguments, niceness, keepsClasses);
    }

    /** The same command, standing back where others want the processor. */
    public JavaCommand standingBack(int niceness) {
        return new JavaCommand(jvmOptions, classPath, mainClass, arguments, niceness, keepsClasses);
    }

    /** The same command, which leaves its classes for the next one. */
    public JavaCommand keepingClasses() {
        return new JavaCommand(jvmOptions, classPath, mainClass, arguments, niceness, true);
    }

    /** What earlier JVMs may have left for this one to start from. */
    Optional<ClassData> classData() {
        return ClassData.of(wholeClassPath());
    }

    /**
     * The words to run. SIGINT is ignored: Ctrl-C reaches the whole group, but the launcher stops parts in order.
     *
     * @param classData options by which the JVM uses or writes it
     */
    List<String> words(List<String> classData) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        if (niceness > 0) {
            words.addAll(List.of("nice", "-n", String.valueOf(niceness)));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmOptions);
        words.addAll(classData);
        words.add("-cp");
        words.add(wholeClassPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        words.add(Tether.class.getName());
        words.add(mainClass);
        words.addAll(arguments);
        return words;
    }

    private List<Path> wholeClassPath() {
        return Stream.concat(classPath.stream().map(Path::of), Stream.of(ownLocation()))
                .toList();
    }

    private static List<String> jarsOf(Path lib) {
        try (Stream<Path> files = Files.list(lib)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where {@link Tether} lies: in the module's jar, also where this JVM has its classes from a folder beside that. */
    private static Path ownLocation() {
        try {
            Path own = Path.of(Tether.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(own) ? jarBeside(own).orElse(own) : own;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Path> jarBeside(Path classes) {
        return jarsOf(classes.getParent()).stream()
                .filter(jar -> jar.matches(".*/impasto-stack-[^/]*\\.jar"))
                .map(Path::of)
                .findFirst();
    }
}
