package io.impasto.worker;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.PictureFormat;
import io.impasto.worker.line.Log;
import io.impasto.worker.line.Log.Entry;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.PartsResource;
import io.impasto.worker.settings.KafkaSettings;
import io.impasto.worker.settings.StorageSettings;

import static io.impasto.worker.line.Log.names;
import static org.assertj.core.api.Assertions.assertThat;

/** A request that nobody can fulfil fails with a problem that says why. */
@QuarkusTest
@QuarkusTestResource(PartsResource.class)
class FailingIT {

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"size\":5}                                  | invalid-option        | size",
                "{\"colour\":1}                                | unknown-option        | colour",
                "{\"network\":\"vgg16\"}                       | network-not-available | vgg19-slim",
                "{\"network\":\"../../etc/passwd\"}            | network-not-available | vgg19-slim",
                "{\"size\":4096}                               | invalid-option        | pixels",
                "{\"styleLayers\":[\"relu9_9\"]}               | invalid-option        | relu9_9",
                "{\"styleLayerWeights\":[1,2]}                 | invalid-option        | one weight for each of style1_1",
                "{\"styleLayerWeights\":[0]}                   | invalid-option        | above 0",
                "{\"styleWeight\":0,\"contentWeight\":0}       | invalid-option        | nothing to paint",
                "{\"styleWeights\":[1,2]}                      | invalid-option        | styleWeights",
                "{\"contentMasks\":[\"-\",\"-\"]}            | invalid-option        | one mask for each",
                "{\"contentMasks\":[\"mask.png\"]}           | invalid-option        | contentMasks must name an image",
                "{\"start\":\"image\"}                         | invalid-option        | startImage",
            })
    void aRequestThatNobodyCanFulfilFailsWithItsProblem(String options, String problem, String said) {
        Entry failed = failure(other.requested(options));
        Contract.check("transfer.failed.v1", failed.value());
        assertThat(failed.data().path("problem").path("type").asText()).isEqualTo("urn:impasto:problem:" + problem);
        assertThat(failed.data().path("problem").path("detail").asText()).contains(said);
    }

    @Test
    void aStyleInWhichNothingIsSeenFailsTheTransfer() {
        String transfer = OtherSystem.newTransfer();
        other.request(
                REQUESTS,
                transfer,
                "tiny-style",
                OtherSystem.data(other.upload(64, 64, 3), other.upload(4, 4, 1), SMALL));
        List<Entry> told = events.awaitEnd(transfer);
        // What a picture holds is known when it is decoded, and that it was started is then told.
        assertThat(names(told)).isEqualTo("starting started failed");
        JsonNode problem = told.get(2).data().path("problem");
        assertThat(problem.path("type").asText()).isEqualTo("urn:impasto:problem:image-too-small");
        assertThat(problem.path("detail").asText()).contains("4 x 4", "needs 8 on each side");
    }

    @Test
    void aPictureThatIsTransparentAllOverFailsTheTransfer() {
        ImageCodec codec = new ImageCodec();
        Layer nothing =
                new Layer(Picture.filled(64, 64, 90, 90, 90), Optional.of(new Opacity(64, 64, new float[64 * 64])));
        String content = other.upload(codec.encode(nothing, PictureFormat.PNG, 1));
        String transfer = OtherSystem.newTransfer();
        other.request(REQUESTS, transfer, "nothing", OtherSystem.data(content, other.upload(64, 64, 3), SMALL));

        JsonNode problem = events.await(transfer, "failed").data().path("problem");

        assertThat(problem.path("type").asText()).isEqualTo("urn:impasto:problem:image-transparent");
        assertThat(problem.path("detail").asText()).contains("transparent all over");
    }

    @Test
    void aMissingImageFailsTheTransferAndIsNamed() {
        String transfer = OtherSystem.newTransfer();
        String missing = "ab".repeat(32);
        other.request(REQUESTS, transfer, "missing-image", OtherSystem.data(other.upload(64, 64, 3), missing, SMALL));
        JsonNode problem = failure(transfer).data().path("problem");
        assertThat(problem.path("type").asText()).isEqualTo("urn:impasto:problem:image-unknown");
        assertThat(problem.path("detail").asText()).contains(missing);
    }

    @Test
    void aPictureThatCannotBeFetchedFailsTheTransferWithTheReason() {
        String transfer = OtherSystem.newTransfer();
        String gone = other.address("0".repeat(64));
        other.request(REQUESTS, transfer, "gone", OtherSystem.data(gone, other.upload(80, 80, 63), "{\"size\":64}"));
        Entry failed = events.await(transfer, "failed");
        assertThat(failed.data().at("/problem/type").asText()).isEqualTo("urn:impasto:problem:image-unavailable");
        assertThat(failed.data().at("/problem/detail").asText()).isEqualTo(gone + ": The host answered 404.");
    }

    @Test
    void aStartThatCannotBeFetchedFailsTheTransfer() {
        String gone = other.address("0".repeat(64));
        Entry failed = failure(other.requested("{\"size\":64,\"start\":\"image\",\"startImage\":\"" + gone + "\"}"));
        assertThat(failed.data().at("/problem/type").asText()).isEqualTo("urn:impasto:problem:image-unavailable");
        assertThat(failed.data().at("/problem/detail").asText()).startsWith(gone);
    }

    private Entry failure(String transfer) {
        List<Entry> told = events.awaitEnd(transfer);
        assertThat(names(told)).matches("(starting )?failed");
        return told.get(told.size() - 1);
    }
}
