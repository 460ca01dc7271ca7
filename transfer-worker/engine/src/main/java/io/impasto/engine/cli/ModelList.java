package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.engine.network.Listed;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkManifest;

/** {@code impasto model list}. */
@Command(
        name = "list",
        description =
                "Shows the built-in network and those in the folder, with layers, licence and source; a file that can't be used gets a line of its own.")
final class ModelList implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "Default: $$IMPASTO_MODELS, or ~/.cache/impasto/models.")
    private Path folder;

    @Option(names = "--json", description = "As a JSON array. Default: for people.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Models models = folder == null ? Models.standard() : Models.in(folder);
        List<Listed> listed = models.list();
        if (json) {
            ArrayNode array = JSON.createArrayNode();
            listed.forEach(each -> array.add(json(each)));
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array));
        } else {
            listed.forEach(each -> print(out, each));
            out.println("Folder: " + models.folder());
        }
        out.flush();
        return Exit.OK;
    }

    private static void print(PrintWriter out, Listed listed) {
        if (listed instanceof Listed.Unusable unusable) {
            out.println(
                    unusable.name() + "  can't be used: " + unusable.reason().replaceAll("\\R+", " "));
        } else if (listed instanceof Listed.Usable usable) {
            NetworkManifest manifest = usable.manifest();
            List<String> layers = usable.layers();
            out.println(usable.name());
            out.println("  layers   " + layers.size() + ", the deepest is " + deepest(layers));
            out.println("  content  " + String.join(", ", manifest.contentLayers()));
            out.println("  style    " + String.join(", ", manifest.styleLayers()));
            out.println("  licence  " + manifest.licence());
            out.println("  source   " + manifest.source());
            out.println("  sha256   " + manifest.sha256());
            out.println("  size     " + String.format(Locale.ROOT, "%.1f MB", usable.bytes() / 1e6));
        }
    }

    private static ObjectNode json(Listed listed) {
        ObjectNode node = JSON.createObjectNode().put("name", listed.name());
        if (listed instanceof Listed.Unusable unusable) {
            node.put("problem", unusable.reason());
        } else if (listed instanceof Listed.Usable usable) {
            NetworkManifest manifest = usable.manifest();
            node.put("licence", manifest.licence())
                    .put("source", manifest.source())
                    .put("sha256", manifest.sha256())
                    .put("bytes", usable.bytes());
            node.set("layers", JSON.valueToTree(usable.layers()));
            node.set("contentLayers", JSON.valueToTree(manifest.contentLayers()));
            node.set("styleLayers", JSON.valueToTree(manifest.styleLayers()));
        }
        return node;
    }

    private static String deepest(List<String> layers) {
        return layers.get(layers.size() - 1);
    }
}
