package io.impasto.manifests.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.StaticJavaParser;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;

import io.impasto.manifests.Repository;

/** What a service can be told, read off its {@code @ConfigMapping} interfaces and their documentation. */
public final class Settings {

    private static final Pattern SECRET = Pattern.compile(".*(SECRET|PASSWORD|_KEY|TOKEN).*(?<!_FILE)");

    static {
        StaticJavaParser.setConfiguration(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17));
    }

    private Settings() {}

    /** @param module folder of the service, such as {@code gateway-service}; in the order of the alphabet */
    public static List<Setting> of(String module) {
        try (Stream<Path> files = Files.walk(Repository.root().resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(Settings::mappings)
                    .flatMap(mapping -> settings(prefix(mapping), mapping))
                    .sorted((one, other) -> one.environment().compareTo(other.environment()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a variable holds what nobody may read in a file of this repository. */
    public static boolean isSecret(String variable) {
        return SECRET.matcher(variable).matches();
    }

    private static Stream<ClassOrInterfaceDeclaration> mappings(Path file) {
        try {
            if (!Files.readString(file).contains("@ConfigMapping")) {
                return Stream.empty();
            }
            return StaticJavaParser.parse(file).getTypes().stream()
                    .flatMap(type -> type.toClassOrInterfaceDeclaration().stream())
                    .filter(type -> type.isAnnotationPresent("ConfigMapping"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Setting> settings(String prefix, ClassOrInterfaceDeclaration mapping) {
        return mapping.getMethods().stream()
                .filter(method -> !method.isDefault())
                .flatMap(method -> {
                    String key = prefix + "." + kebab(method.getNameAsString());
                    return nested(mapping, method)
                            .map(group -> settings(key, group))
                            .orElseGet(() -> Stream.of(new Setting(
                                    environment(key),
                                    value(method, "WithDefault").orElse(""),
                                    meaning(method))));
                });
    }

    private static Optional<ClassOrInterfaceDeclaration> nested(
            ClassOrInterfaceDeclaration mapping, MethodDeclaration method) {
        return mapping.getMembers().stream()
                .flatMap(member -> member.toClassOrInterfaceDeclaration().stream())
                .filter(type -> type.getNameAsString().equals(method.getTypeAsString()))
                .findFirst();
    }

    private static String meaning(MethodDeclaration method) {
        String text = method.getJavadoc()
                .orElseThrow(() -> new IllegalStateException(method.getNameAsString() + " is not documented"))
                .getDescription()
                .toText();
        return text.replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String prefix(ClassOrInterfaceDeclaration mapping) {
        NormalAnnotationExpr annotation =
                mapping.getAnnotationByName("ConfigMapping").orElseThrow().asNormalAnnotationExpr();
        return annotation.getPairs().stream()
                .filter(pair -> pair.getNameAsString().equals("prefix"))
                .map(pair -> pair.getValue().asStringLiteralExpr().asString())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> value(NodeWithAnnotations<?> method, String annotation) {
        return method.getAnnotationByName(annotation)
                .map(AnnotationExpr::asSingleMemberAnnotationExpr)
                .map(single -> single.getMemberValue().asStringLiteralExpr().asString());
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String environment(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
