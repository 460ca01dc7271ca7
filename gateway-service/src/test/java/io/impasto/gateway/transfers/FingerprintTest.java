package io.impasto.gateway.transfers;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.TransferRequest;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintTest {

    @Test
    void theOrderAndSpellingOfOptionsDoNotMatter() throws Exception {
        assertThat(of("{\"size\":256,\"start\":\"noise\"}")).isEqualTo(of("{ \"start\":\"noise\", \"size\":256.0 }"));
    }

    @Test
    void noOptionsAreTheSameAsEmptyOnes() throws Exception {
        assertThat(of("{}")).isEqualTo(Fingerprint.compute(request(null)));
    }

    @Test
    void anotherValueOrOrderOfStylesIsAnotherRequest() throws Exception {
        assertThat(of("{\"size\":256}")).isNotEqualTo(of("{\"size\":257}"));
        assertThat(of("{\"startImage\":\"https://a.example/1\"}"))
                .isNotEqualTo(of("{\"startImage\":\"https://a.example/2\"}"));
        assertThat(of("{\"contentMasks\":[\"-\",\"https://a.example/1\"]}"))
                .isNotEqualTo(of("{\"contentMasks\":[\"https://a.example/1\",\"-\"]}"));
        assertThat(of("{\"styleLayers\":[\"a\",\"b\"]}")).isNotEqualTo(of("{\"styleLayers\":[\"b\",\"a\"]}"));
    }

    private static String of(String options) throws Exception {
        return Fingerprint.compute(request((ObjectNode) Json.MAPPER.readTree(options)));
    }

    private static TransferRequest request(ObjectNode options) {
        return new TransferRequest("c", List.of("s"), options, null, null);
    }
}
