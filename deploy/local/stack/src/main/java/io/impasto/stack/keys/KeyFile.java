package io.impasto.stack.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.impasto.stack.PrivateFiles;
import io.impasto.stack.StackProblem;

/** The file of API keys: a line each, of tenant, name and hash. Lines that are empty or begin with {@code #} are kept as they are. */
final class KeyFile {

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Path path;

    KeyFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Makes a key of this name, and the file if there is none. */
    Key create(String tenant, String name) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new StackProblem("a tenant has 1 to 63 of a-z, 0-9, _ and -, and begins with a letter or digit");
        }
        if (!NAME.matcher(name).matches()) {
            throw new StackProblem(
                    "a name has 1 to 63 letters, digits, '.', '_' and '-', and begins with a letter or digit");
        }
        Key key = Key.random();
        change(lines -> {
            if (lines.stream().anyMatch(line -> is(line, tenant, name))) {
                throw new StackProblem(
                        tenant + " has a key " + name + " already; revoke it first, or choose another name");
            }
            List<String> more = new ArrayList<>(lines);
            more.add(tenant + " " + name + " " + key.hash());
            return more;
        });
        return key;
    }

    /** Tenant and name of each key. */
    List<String> list() {
        return lines().stream()
                .map(KeyFile::parts)
                .filter(parts -> parts.length == 3)
                .map(parts -> parts[0] + " " + parts[1])
                .toList();
    }

    /** Takes a key out. */
    void revoke(String tenant, String name) {
        change(lines -> {
            List<String> rest =
                    lines.stream().filter(line -> !is(line, tenant, name)).toList();
            if (rest.size() == lines.size()) {
                throw new StackProblem(tenant + " has no key " + name + " in " + path);
            }
            return rest;
        });
    }

    private static boolean is(String line, String tenant, String name) {
        String[] parts = parts(line);
        return parts.length == 3 && parts[0].equals(tenant) && parts[1].equals(name);
    }

    private static String[] parts(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") ? new String[0] : BLANKS.split(text);
    }

    /** One at a time, also of several processes; a reader sees the file before or after, never in between. */
    private void change(UnaryOperator<List<String>> change) {
        Path lock = path.resolveSibling(path.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // held until the channel is closed
            channel.lock();
            List<String> changed = change.apply(lines());
            PrivateFiles.write(path, changed.isEmpty() ? "" : String.join("\n", changed) + "\n");
        } catch (NoSuchFileException e) {
            throw new StackProblem("there is no folder " + path.getParent());
        } catch (AccessDeniedException e) {
            throw new StackProblem("may not write " + e.getFile());
        } catch (IOException e) {
            throw new StackProblem("cannot write " + path + ": " + e.getMessage());
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new StackProblem("cannot read " + path + ": " + e.getMessage());
        }
    }
}
