package io.impasto.engine.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelException;

/**
 * The networks at hand: the built-in {@code vgg19-slim} and those in a folder.
 *
 * <p>What is known of a weights file comes from a manifest: of the files that this project knows by their SHA-256, or from
 * the JSON beside it ({@code FILE.onnx.json}, or {@code FILE.json} for {@code FILE.onnx}). A bare file without either is
 * taken to follow Caffe's convention, as VGG exports in torchvision's shape do: BGR, 0..255 minus 103.939, 116.779,
 * 123.68; its layers are then those of {@link DefaultLayers}.
 */
public final class Models {
    /** The network in the jar, and the default. */
    public static final String BUILT_IN = "vgg19-slim";

    private static final String BUILT_IN_WEIGHTS = "vgg19-slim-fp16w.onnx";
    private static final String KNOWN = "known-networks.json";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final Path folder;

    private Models(Path folder) {
        this.folder = folder;
    }

    /** The built-in network and those in {@code $IMPASTO_MODELS}, or {@code ~/.cache/impasto/models} if that is unset. */
    public static Models standard() {
        String folder = System.getenv("IMPASTO_MODELS");
        return in(
                folder == null || folder.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache", "impasto", "models")
                        : Path.of(folder));
    }

    /** The built-in network and those in {@code folder}, which need not exist. */
    public static Models in(Path folder) {
        return new Models(folder);
    }

    /** The folder that is looked into. */
    public Path folder() {
        return folder;
    }

    /** All networks that can be opened by name, the built-in one first, and the files that should be one but can't be read. */
    public List<Listed> list() {
        List<Listed> listed = new ArrayList<>();
        listed.add(Listed.of(BUILT_IN, builtIn(), resource(BUILT_IN_WEIGHTS).length));
        for (Path file : files()) {
            if (!stem(file).equals(BUILT_IN)) {
                listed.add(listed(file));
            }
        }
        return listed;
    }

    private static Listed listed(Path file) {
        try {
            requireName(stem(file));
            return Listed.of(stem(file), read(file), Files.size(file));
        } catch (NetworkException unusable) {
            return new Listed.Unusable(stem(file), unusable.getMessage());
        } catch (IOException unreadable) {
            return new Listed.Unusable(stem(file), file + ": can't be read: " + unreadable.getMessage());
        }
    }

    /** Names by which networks can be asked for, the built-in one first; none is opened, so that one may prove unsound. */
    public List<String> names() {
        return Stream.concat(
                        Stream.of(BUILT_IN),
                        files().stream()
                                .map(Models::stem)
                                .filter(name -> NAME.matcher(name).matches() && !name.equals(BUILT_IN)))
                .toList();
    }

    /** Whether the folder has a weights file of that name, sound or not; so has the built-in network's name. */
    public boolean has(String name) {
        return name.equals(BUILT_IN) || Files.exists(file(name));
    }

    /**
     * Refuses what can't be the name of a network.
     *
     * @throws NetworkException saying what can
     */
    public static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new NetworkException(
                    "'" + name
                            + "' can't be the name of a network: lower case letters, digits and . _ - (at most 64, no sign first)");
        }
    }

    /**
     * Puts a network into the folder, whole or not at all: it is checked as {@link NetworkCheck} does before it gets its
     * name. What is unset in the layers' defaults follows VGG.
     *
     * @param replace whether a network of that name may be there already
     * @throws NetworkException if the network can't be used, or there is one of its name
     * @throws IOException if the folder can't be written; it is as it was before
     */
    public FeatureNetwork add(String name, Provenance provenance, Model model, boolean replace) throws IOException {
        requireName(name);
        if (name.equals(BUILT_IN)) {
            throw new NetworkException("the name " + BUILT_IN + " belongs to the built-in network");
        }
        if (has(name) && !replace) {
            throw new NetworkException(file(name) + " is there already; --force replaces it");
        }
        try (Placement placement = new Placement(folder, name)) {
            String sha256 = placement.weights(model);
            ManifestFile said = new ManifestFile(
                    name,
                    provenance.licence(),
                    provenance.source(),
                    sha256,
                    provenance.preprocessing(),
                    null,
                    null,
                    null);
            FeatureNetwork network = network(said, name, sha256, model);
            NetworkCheck.of(network);
            placement.manifest(ManifestFile.write(network.manifest(), network.layers()));
            placement.place();
            return network;
        }
    }

    /**
     * What is known of a weights file by the manifest beside it, if that means this very file, or by its hash.
     *
     * @throws NetworkException if the manifest beside it can't be read
     */
    public static Optional<Provenance> recognised(Path file, String sha256) {
        return ManifestFile.beside(file)
                .filter(manifest -> sha256.equalsIgnoreCase(manifest.sha256()))
                .or(() -> known(sha256))
                .map(manifest -> new Provenance(manifest.preprocessing(), manifest.licence(), manifest.source()));
    }

    /**
     * Opens a network by name or path; for people, who may say both.
     *
     * @param nameOrPath the name of a listed network, or the path of an {@code .onnx} file
     * @throws NetworkException if there is none, or it can't be read; the message names what there is
     */
    public FeatureNetwork open(String nameOrPath) {
        boolean path = nameOrPath.endsWith(".onnx") || nameOrPath.contains("/") || nameOrPath.contains("\\");
        return path ? openFile(Path.of(nameOrPath)) : named(nameOrPath, " (built in, and in " + folder + ")");
    }

    /**
     * Opens a network by name only; for requests from outside, which may not say what file to read.
     *
     * @throws NetworkException if there is none of that name, or it can't be read; the message names those there are, but
     *     not where they lie
     */
    public FeatureNetwork named(String name) {
        return named(name, "");
    }

    /** @param where they lie, as is said after the names of those there are */
    private FeatureNetwork named(String name, String where) {
        if (name.equals(BUILT_IN)) {
            return builtIn();
        }
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file(name))) {
            List<String> there = Stream.concat(
                            Stream.of(BUILT_IN), files().stream().map(Models::stem))
                    .toList();
            throw new NetworkException("no network is called '" + name + "'; there "
                    + (there.size() == 1 ? "is " : "are ") + String.join(", ", there) + where);
        }
        return read(file(name));
    }

    private Path file(String name) {
        return folder.resolve(name + ".onnx");
    }

    private static FeatureNetwork openFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NetworkException(file + ": no such file");
        }
        return read(file);
    }

    private static FeatureNetwork builtIn() {
        byte[] weights = resource(BUILT_IN_WEIGHTS);
        String sha256 = Hashes.sha256(weights);
        ManifestFile manifest = known(sha256)
                .orElseThrow(() -> new NetworkException("the built-in network is damaged: SHA-256 " + sha256));
        return network(manifest, BUILT_IN, sha256, Model.of(weights, BUILT_IN));
    }

    private static FeatureNetwork read(Path file) {
        try {
            String sha256 = Hashes.sha256(file);
            Optional<ManifestFile> beside = ManifestFile.beside(file);
            ManifestFile manifest = beside.or(() -> known(sha256)).orElse(ManifestFile.NOTHING_SAID);
            if (manifest.sha256() != null && !manifest.sha256().equalsIgnoreCase(sha256)) {
                throw new NetworkException(
                        file + ": its SHA-256 is " + sha256 + ", but its manifest says " + manifest.sha256());
            }
            return network(manifest, stem(file), sha256, Model.read(file));
        } catch (ModelException malformed) {
            throw new NetworkException(malformed.getMessage(), malformed);
        } catch (IOException unreadable) {
            throw new NetworkException(file + ": can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static FeatureNetwork network(ManifestFile said, String name, String sha256, Model model) {
        DefaultLayers layers = DefaultLayers.of(model);
        return new FeatureNetwork(
                new NetworkManifest(
                        said.name() == null ? name : said.name(),
                        said.licence() == null ? "not stated" : said.licence(),
                        said.source() == null ? "not stated" : said.source(),
                        sha256,
                        said.preprocessing() == null ? Preprocessing.CAFFE : said.preprocessing(),
                        said.contentLayers() == null ? layers.content() : said.contentLayers(),
                        said.styleLayers() == null ? layers.style() : said.styleLayers(),
                        said.presetScales() == null ? Map.of() : said.presetScales()),
                model);
    }

    private static Optional<ManifestFile> known(String sha256) {
        try {
            return ManifestFile.parseList(resource(KNOWN)).stream()
                    .filter(manifest -> sha256.equals(manifest.sha256()))
                    .findFirst();
        } catch (IOException damaged) {
            throw new NetworkException("the list of known networks is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Models.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new NetworkException("the jar lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new NetworkException("the jar's " + name + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new NetworkException(folder + ": can't be listed: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".onnx") ? name.substring(0, name.length() - ".onnx".length()) : name;
    }
}
