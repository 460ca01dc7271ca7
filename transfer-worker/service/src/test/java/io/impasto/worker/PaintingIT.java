package io.impasto.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.engine.device.Execution;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.network.Models;
import io.impasto.engine.replay.Manifest;
import io.impasto.engine.replay.Replay;
import io.impasto.engine.transfer.GuidePictures;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOutcome;
import io.impasto.worker.line.Log;
import io.impasto.worker.line.Log.Entry;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.PartsResource;
import io.impasto.worker.settings.KafkaSettings;
import io.impasto.worker.settings.StorageSettings;

import static io.impasto.worker.line.Log.names;
import static org.assertj.core.api.Assertions.assertThat;

/** One worker against a real broker, a real store and storage-service. Its lock lasts one second, so every job outlives it. */
@QuarkusTest
@QuarkusTestResource(PartsResource.class)
class PaintingIT {

    private static final String REQUESTS = "impasto.requests";
    private static final String SMALL = "{\"size\":64,\"evaluations\":12}";

    @Inject
    KafkaSettings kafka;

    @Inject
    StorageSettings storage;

    private OtherSystem other;
    private Log events;

    @BeforeEach
    void connect() {
        other = new OtherSystem(kafka.bootstrapServers(), storage.url());
        events = new Log(kafka.bootstrapServers(), kafka.eventsTopic());
    }

    @AfterEach
    void disconnect() {
        events.close();
        other.close();
    }

    @Test
    void aRequestOfAnotherSystemIsPaintedToCompletion() throws IOException {
        String transfer = other.requested(SMALL);

        List<Entry> told = events.awaitEnd(transfer);
        assertThat(names(told)).matches("starting started( progressed)+ completed");
        told.forEach(entry -> {
            Contract.check("transfer." + entry.event() + ".v1", entry.value());
            assertThat(entry.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_subject", transfer)
                    .containsEntry("ce_source", "/impasto/worker/easel-1")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("traceparent", OtherSystem.TRACEPARENT)
                    .containsEntry("tracestate", OtherSystem.TRACESTATE)
                    .containsKeys("ce_id", "ce_time");
        });

        JsonNode started = told.get(1).data();
        assertThat(started.path("attempt").asInt()).isEqualTo(1);
        assertThat(started.path("device").asText()).isEqualTo("cpu");
        assertThat(started.path("width").asInt()).isEqualTo(64);
        assertThat(started.path("height").asInt()).isEqualTo(48);
        assertThat(started.path("evaluations").asInt()).isEqualTo(12);
        assertThat(started.path("options").path("optimizer").asText()).isEqualTo("lbfgs");

        JsonNode preview = told.get(2).data().path("preview");
        assertThat(preview.path("name").asText()).isEqualTo("previews/1-0001.jpg");
        assertThat(ImageIO.read(new ByteArrayInputStream(
                                other.artifact(transfer, preview.path("name").asText())
                                        .body()))
                        .getWidth())
                .isEqualTo(preview.path("width").asInt());

        JsonNode completed = told.get(told.size() - 1).data();
        assertThat(completed.path("evaluations").asInt()).isEqualTo(12);
        byte[] result = other.artifact(transfer, "result.png").body();
        assertThat(result).hasSize(completed.path("result").path("bytes").asInt());
        assertThat(ImageIO.read(new ByteArrayInputStream(result)).getHeight()).isEqualTo(48);
        assertThat(new String(other.artifact(transfer, "losses.csv").body(), StandardCharsets.UTF_8).lines())
                .hasSize(13);
        assertThat(OtherSystem.json(other.artifact(transfer, "manifest.json").body())
                        .path("execution")
                        .asText())
                .isEqualTo("cpu float32");
        assertThat(OtherSystem.json(other.artifact(transfer, "manifest.json").body())
                        .at("/quality/ssim")
                        .asDouble())
                .isBetween(0.01, 0.999);
        assertThat(OtherSystem.json(other.artifact(transfer, "manifest.json").body())
                        .path("quality"))
                .isEqualTo(completed.path("quality"));
        assertThat(OtherSystem.json(other.artifact(transfer, "manifest.json").body())
                        .path("result"))
                .isEqualTo(completed.path("result"));
        assertThat(other.artifact(transfer, "checkpoint.bin").statusCode()).isEqualTo(404);
    }

    /** Whoever downloads the picture and its images has all that it takes, whatever was changed while it was painted. */
    @Test
    void aPaintingIsMadeAgainByWhatItBears() {
        String content = other.upload(96, 72, 81);
        String style = other.upload(80, 80, 82);
        String transfer = OtherSystem.newTransfer();
        String options = "{\"size\":64,\"evaluations\":5000,\"levels\":1}";
        other.request(REQUESTS, transfer, "again", OtherSystem.data(content, style, options));
        events.await(transfer, "progressed");
        String change = "{\"change\":{\"styleWeight\":3000,\"evaluations\":150}}";
        other.control(kafka.controlsTopic(), transfer, "reweight", "w1", change);
        events.awaitEnd(transfer);

        byte[] result = other.artifact(transfer, "result.png").body();
        byte[] stored = other.artifact(transfer, "manifest.json").body();
        Contract.check("manifest.v1", stored);
        ImageCodec codec = new ImageCodec();
        Manifest borne = Manifest.read(
                codec.textOfPng(result, Manifest.KEYWORD).orElseThrow().getBytes(StandardCharsets.UTF_8));
        assertThat(borne).isEqualTo(Manifest.read(stored));
        assertThat(borne.changes()).hasSize(1);

        try (StyleTransfer engine = StyleTransfer.open(Models.standard().named(Models.BUILT_IN))) {
            TransferOutcome again = new Replay(borne)
                    .paint(
                            engine,
                            codec.decode(other.image(content), 64),
                            List.of(codec.decode(other.image(style), 64)),
                            GuidePictures.NONE,
                            Optional.empty(),
                            TransferListener.none());
            Manifest.Inputs inputs = new Manifest.Inputs(borne.content(), borne.styles(), Optional.empty(), Map.of());
            Manifest now = Manifest.of(Execution.CPU, inputs, again);
            assertThat(codec.encodePng(
                            again.picture(), Manifest.KEYWORD, now.toJson().toString()))
                    .isEqualTo(result);
        }
    }

    @Test
    void aCutoutIsPaintedAndStaysOne() {
        ImageCodec codec = new ImageCodec();
        Opacity left = new Opacity(64, 48, new float[64 * 48]);
        for (int i = 0; i < left.values().length; i++) {
            left.values()[i] = i % 64 < 40 ? 1 : 0;
        }
        Layer cutout = new Layer(Picture.filled(64, 48, 180, 90, 40), Optional.of(left));
        String content = other.upload(codec.encode(cutout, PictureFormat.PNG, 1));
        String transfer = OtherSystem.newTransfer();
        other.request(REQUESTS, transfer, "cutout", OtherSystem.data(content, content, SMALL));

        List<Entry> told = events.awaitEnd(transfer);

        assertThat(names(told)).endsWith("completed");
        byte[] result = other.artifact(transfer, "result.png").body();
        assertThat(codec.layer(result, 64).opacity()).contains(left);
        byte[] preview = other.artifact(transfer, "previews/1-0001.jpg").body();
        Picture shown = codec.decode(preview);
        assertThat(shown.at(2, shown.width() - 2, 2)).as("over white").isGreaterThan(245);
    }

    @Test
    void aRequestInStructuredModeIsPaintedToCompletion() {
        String transfer = OtherSystem.newTransfer();
        other.structuredRequest(
                REQUESTS, transfer, OtherSystem.data(other.upload(96, 72, 1), other.upload(80, 80, 2), SMALL));
        List<Entry> told = events.awaitEnd(transfer);
        assertThat(names(told)).matches("starting started( progressed)+ completed");
        assertThat(told).allSatisfy(entry -> {
            assertThat(entry.headers()).containsEntry("traceparent", OtherSystem.TRACEPARENT);
            assertThat(entry.data().path("attempt").asInt()).isEqualTo(2);
        });
    }

    @Test
    void aJobThatOutlivesItsLockManyTimesRunsOnce() {
        String transfer = other.requested("{\"size\":128,\"evaluations\":400,\"levels\":1}");
        List<Entry> told = events.awaitEnd(transfer);
        assertThat(told.get(told.size() - 1).data().path("seconds").asDouble()).isGreaterThan(1.5);
        assertThat(names(told)).matches("starting started( progressed)+ completed");
        // Whatever was painted a second time would be told of before this.
        events.awaitEnd(other.requested(SMALL));
        assertThat(names(events.of(transfer))).matches("starting started( progressed)+ completed");
    }

    @Test
    void picturesThatAreNamedByAddressAreFetchedOnce() {
        String content = other.upload(96, 72, 61);
        String style = other.upload(80, 80, 62);
        String transfer = OtherSystem.newTransfer();
        String data =
                OtherSystem.data(other.address(content), style, "{\"size\":96,\"evaluations\":2000,\"levels\":1}");
        other.request(REQUESTS, transfer, "fetched", data);
        Entry started = events.await(transfer, "started");
        Contract.check("transfer.started.v1", started.value());
        assertThat(started.data().at("/inputs/content").asText()).isEqualTo(content);
        assertThat(started.data().at("/inputs/pixels").asInt()).isPositive();
        assertThat(started.data().at("/inputs/styles/0").asText()).isEqualTo(style);
        assertThat(new String(other.artifact(transfer, "inputs.json").body()))
                .isEqualTo("{\"images\":{\"" + other.address(content) + "\":\"" + content + "\"}}");
        other.control(kafka.controlsTopic(), transfer, "cancel", "c9", "{}");
        events.await(transfer, "cancelled");
    }

    @Test
    void whatToStartFromIsFetchedFromItsAddress() {
        String start = other.upload(96, 72, 71);
        String transfer = other.requested(
                "{\"size\":64,\"evaluations\":2,\"start\":\"image\",\"startImage\":\"" + other.address(start) + "\"}");
        List<Entry> told = events.awaitEnd(transfer);
        assertThat(names(told)).matches("starting started( progressed)+ completed");
        Entry started = told.get(1);
        Contract.check("transfer.started.v1", started.value());
        assertThat(started.data().at("/inputs/startImage").asText()).isEqualTo(start);
        assertThat(started.data().at("/options/startImage").asText()).isEqualTo(start);
        assertThat(new String(other.artifact(transfer, "inputs.json").body()))
                .isEqualTo("{\"images\":{\"" + other.address(start) + "\":\"" + start + "\"}}");
    }

    @Test
    void eachStyleGoesWhereItsMaskSays() {
        String mask = other.upload(96, 72, 73);
        String content = other.upload(96, 72, 1);
        String transfer = OtherSystem.newTransfer();
        String data =
                "{\"content\":\"%s\",\"styles\":[\"%s\",\"%s\"],\"options\":{\"size\":64,\"evaluations\":3,\"contentMasks\":[\"%s\",\"-\"]}}"
                        .formatted(content, other.upload(80, 80, 2), other.upload(80, 80, 62), other.address(mask));
        other.request(REQUESTS, transfer, "masked", data);
        List<Entry> told = events.awaitEnd(transfer);
        assertThat(names(told)).matches("starting started( progressed)+ completed");
        Entry started = told.get(1);
        Contract.check("transfer.started.v1", started.value());
        assertThat(started.data().at("/inputs/contentMasks")).hasToString("[\"" + mask + "\",\"-\"]");
        assertThat(started.data().at("/options/contentMasks/0").asText()).isEqualTo(mask);
        assertThat(OtherSystem.json(other.artifact(transfer, "manifest.json").body())
                        .at("/options/contentMasks/0")
                        .asText())
                .isEqualTo(mask);
    }

    @Test
    void aMaskOfAnotherShapeFailsTheTransferWithBothSizes() {
        String transfer = other.requested("{\"size\":64,\"contentMasks\":[\"" + other.upload(80, 80, 74) + "\"]}");
        Entry failed = events.await(transfer, "failed");
        assertThat(failed.data().at("/problem/type").asText()).isEqualTo("urn:impasto:problem:invalid-option");
        assertThat(failed.data().at("/problem/detail").asText())
                .startsWith("contentMasks: mask 1 has 64 x 64 pixels and the content image 64 x 48");
    }
}
