package io.impasto.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may use whom. */
class ArchitectureTest {

    private static final Path ROOT = Path.of(System.getProperty("impasto.root"));

    /** Each module's folder and the root of its packages. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("egress", "io.impasto.egress"),
            Map.entry("pictures", "io.impasto.pictures"),
            Map.entry("tracing", "io.impasto.tracing"),
            Map.entry("transfer-worker/autodiff", "io.impasto.autodiff"),
            Map.entry("transfer-worker/engine", "io.impasto.engine"),
            Map.entry("transfer-worker/service", "io.impasto.worker"),
            Map.entry("storage-service", "io.impasto.storage"),
            Map.entry("gateway-service", "io.impasto.gateway"),
            Map.entry("deploy/samples", "io.impasto.samples"),
            Map.entry("deploy/local/stack", "io.impasto.stack"),
            Map.entry("deploy/local/faults", "io.impasto.faults"));

    /** What a module may use of the others; a module that is not named here may use none. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "storage-service", List.of("egress", "pictures", "tracing"),
            "gateway-service", List.of("egress", "tracing"),
            "deploy/local/faults", List.of("deploy/local/stack"),
            "transfer-worker/engine", List.of("transfer-worker/autodiff", "pictures"),
            "transfer-worker/service",
                    List.of("egress", "tracing", "transfer-worker/engine", "transfer-worker/autodiff"));

    static final List<String> MODULES = PACKAGES.keySet().stream().sorted().toList();

    static final List<String> LIBRARIES = List.of(
            "egress", "pictures", "tracing", "transfer-worker/autodiff", "transfer-worker/engine", "deploy/samples");

    private static final JavaClasses ALL = new ClassFileImporter()
            .importPaths(MODULES.stream().map(ArchitectureTest::classes).toList());

    @ParameterizedTest
    @FieldSource("MODULES")
    void aModuleUsesOnlyThoseBelowIt(String module) {
        String[] forbidden = PACKAGES.entrySet().stream()
                .filter(other -> !other.getKey().equals(module))
                .filter(other -> !MAY_USE.getOrDefault(module, List.of()).contains(other.getKey()))
                .map(other -> other.getValue() + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(PACKAGES.get(module) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(ALL);
    }

    @Test
    void autodiffKnowsNothingOfImages() {
        noClasses()
                .that()
                .resideInAPackage("io.impasto.autodiff..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..", "com.twelvemonkeys..", "com.drew..")
                .check(ALL);
    }

    @ParameterizedTest
    @FieldSource("LIBRARIES")
    void aLibraryKnowsNoFramework(String module) {
        noClasses()
                .that()
                .resideInAPackage(PACKAGES.get(module) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..", "org.apache.kafka..")
                .check(ALL);
    }

    @Test
    void onlyStorageServiceTalksToTheBucket() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.impasto.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.minio..", "okhttp3..")
                .check(ALL);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void packagesOfAModuleHaveNoCycles(String module) {
        slices().assignedFrom(packagesOf(PACKAGES.get(module)))
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    void noPackageIsADrawerForOddments() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..", "..impl..")
                .check(ALL);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void everyPackageSaysWhatLivesInIt(String module) throws IOException {
        try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            List<Path> silent = sources.filter(path -> path.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).as("packages without package-info.java").isEmpty();
        }
    }

    private static Path classes(String module) {
        Path classes = ROOT.resolve(module).resolve("target/classes");
        assertThat(classes.resolve(PACKAGES.get(module).replace('.', '/')))
                .as("classes of %s (./mvnw verify compiles them first)", module)
                .isDirectory();
        return classes;
    }

    private static SliceAssignment packagesOf(String root) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                boolean inside = name.equals(root) || name.startsWith(root + ".");
                return inside ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + root;
            }
        };
    }
}
