package io.impasto.stack.up;

import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.stack.Installation;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;
import io.impasto.stack.client.ServerEvent;

/** Posts two sample pictures as any client would, shows the painting grow, and saves it. */
final class Demo implements Runnable {

    /** Smaller than the default: the first picture should not keep anyone waiting. */
    private static final String OPTIONS = "{\"size\": 400}";

    private final GatewayClient gateway;
    private final Path paintings;
    private final ProgressBar progress;

    Demo(URI gateway, Path paintings, ProgressBar progress) {
        this.gateway = new GatewayClient(gateway);
        this.paintings = paintings;
        this.progress = progress;
    }

    @Override
    public void run() {
        Samples samples = Samples.in(Installation.current().samples());
        long start = System.nanoTime();
        JsonNode transfer = submit(samples);
        progress.say("Painting " + samples.content().getFileName() + " in the manner of "
                + samples.style().getFileName());
        gateway.follow(transfer.at("/links/events").asText(), this::show);
        progress.finish();
        String id = transfer.path("id").asText();
        JsonNode end = gateway.transfer(id);
        if (!end.path("state").asText().equals("succeeded")) {
            throw new DemoFailure("the transfer " + id + " " + end.path("state").asText() + ": "
                    + end.at("/problem/title").asText() + " "
                    + end.at("/problem/detail").asText());
        }
        Path painting = paintings.resolve(id + ".png").toAbsolutePath();
        gateway.download(end.at("/links/result").asText(), painting);
        progress.say(String.format(Locale.ROOT, "Painted in %.1f s: %s", (System.nanoTime() - start) / 1e9, painting));
    }

    private JsonNode submit(Samples samples) {
        try {
            return gateway.submit(new Multipart()
                    .file("content", samples.content())
                    .file("style", samples.style())
                    .json("options", OPTIONS));
        } catch (FileNotFoundException e) {
            throw new DemoFailure("a sample picture is missing: " + e.getMessage());
        }
    }

    private void show(ServerEvent event) {
        if (!event.type().equals("transfer.progressed")) {
            return;
        }
        JsonNode data = event.json();
        progress.show(
                data.path("evaluation").asInt(),
                Math.max(1, data.path("evaluations").asInt()),
                data.at("/losses/total").asDouble(),
                data.path("evaluationsPerSecond").asDouble(),
                data.path("etaSeconds").asDouble());
    }
}
