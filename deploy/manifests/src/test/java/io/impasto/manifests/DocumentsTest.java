package io.impasto.manifests;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever reads a command in the documents may type it: a test runs its like, or it is marked as not run. Links lead somewhere. */
class DocumentsTest {

    private static final Pattern RUN_BY = Pattern.compile("<!-- run by: (\\w+(?:, \\w+)*) -->");
    private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: .+ -->");
    private static final Set<String> SKIPPED = Set.of("target", ".git");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    static List<Path> documents() throws IOException {
        try (Stream<Path> pages = Files.list(Repository.root().resolve("deploy/docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "deploy/scale.md", "deploy/examples/README.md")
                                    .map(Repository.root()::resolve),
                            pages.filter(page -> page.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandIsRunByATestOrMarkedAsNotRun(Path document) throws IOException {
        assertThat(unaccounted(Files.readAllLines(document), tests())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyBlockSaysItsLanguage(Path document) throws IOException {
        assertThat(nameless(Files.readAllLines(document))).isEmpty();
    }

    @Test
    void aBlockWithoutALanguageIsFound() {
        assertThat(nameless(List.of("So:", "", "    rm -r /", ""))).containsExactly("    rm -r /");
        assertThat(nameless(List.of("```", "rm -r /", "```"))).containsExactly("```");
        assertThat(nameless(List.of("```yaml", "a:", "", "    b: c", "```", "- item", "    of it")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFile(Path document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(document));
        List<String> broken = new ArrayList<>();
        while (links.find()) {
            String target = links.group(1).replaceFirst("#.*", "");
            if (!target.isEmpty() && !target.matches("[a-z]+:.*") && !Files.exists(document.resolveSibling(target))) {
                broken.add(target);
            }
        }
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'<!-- run by: KnownIT -->', 0",
        "'<!-- run by: KnownIT, OtherTest -->', 0",
        "'<!-- not run: needs a GPU -->', 0",
        "'<!-- run by: ForgottenIT -->', 1",
        "'<!-- not run:  -->', 1",
        "'Then:', 1"
    })
    void aMarkThatNamesNothingCountsForNothing(String before, int found) {
        List<String> lines = List.of(before, "```sh", "impasto up", "```");
        assertThat(unaccounted(lines, Set.of("KnownIT", "OtherTest"))).hasSize(found);
    }

    @Test
    void thereAreDocuments() throws IOException {
        assertThat(documents()).hasSizeGreaterThan(20);
        assertThat(tests()).contains("DocumentsTest", "StormIT");
    }

    /** First commands of the blocks that nobody answers for. */
    private static List<String> unaccounted(List<String> lines, Set<String> tests) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("```sh") && !accounted(i == 0 ? "" : lines.get(i - 1), tests)) {
                found.add(lines.get(i + 1));
            }
        }
        return found;
    }

    /** First lines of the blocks that might hold commands and do not say so. */
    private static List<String> nameless(List<String> lines) {
        List<String> found = new ArrayList<>();
        boolean fenced = false;
        String before = "";
        for (String line : lines) {
            if (line.startsWith("```")) {
                fenced = !fenced;
                if (fenced && line.equals("```")) {
                    found.add(line);
                }
            } else if (!fenced && before.isBlank() && line.startsWith("    ")) {
                found.add(line);
            }
            before = line;
        }
        return found;
    }

    private static boolean accounted(String mark, Set<String> tests) {
        Matcher runBy = RUN_BY.matcher(mark);
        return runBy.matches()
                ? tests.containsAll(List.of(runBy.group(1).split(", ")))
                : NOT_RUN.matcher(mark).matches();
    }

    /** Simple names of all test classes of the house. */
    private static Set<String> tests() throws IOException {
        Set<String> names = new TreeSet<>();
        Files.walkFileTree(Repository.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.matches("\\w+(IT|Test)\\.java")) {
                    names.add(name.replace(".java", ""));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return names;
    }
}
