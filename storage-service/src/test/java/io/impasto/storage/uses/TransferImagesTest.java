package io.impasto.storage.uses;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.storage.contract.Contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransferImagesTest {

    private static final ObjectReader READER = new ObjectMapper().readerFor(TransferImages.class);
    private static final String ID = "ab".repeat(32);

    @Test
    void theGoldenTransferUsesItsContentAndStyle() throws Exception {
        assertThat(uses(Contract.example("transfer.v1")))
                .containsExactlyInAnyOrder(
                        use("default", "3f1c8a0e5d2b4c6f9e7a1b3d5f708192a4b6c8dae0f1122334455667788990aa"),
                        use("default", "9b2e4d6f8a0c1e3f5a7b9cad1e2f3041526374859607a8b9cadbecfd0e1f2031"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'content':'ID'}",
                "{'styles':['https://example.org/a.jpg','ID']}",
                "{'options':{'startImage':'ID','seed':1}}",
                "{'requestedOptions':{'startImage':'ID'}}",
                "{'options':{'contentMasks':['-','ID']}}",
                "{'requestedOptions':{'styleMasks':['ID'],'contentMasks':['https://example.org/mask.png']}}",
                "{'options':{'contentRegions':'ID','styleRegions':['-']}}",
                "{'options':{'styleRegions':['ID']}}",
                "{'inputs':{'contentMasks':['-','ID']}}",
                "{'content':'https://example.org/a.jpg','inputs':{'content':'ID'}}",
                "{'inputs':{'styles':['ID']}}"
            })
    void anIdCountsWhereverItStands(String json) throws Exception {
        String named = json.replace('\'', '"').replace("ID", ID);
        assertThat(uses(named)).containsExactly(use("default", ID));
        assertThat(uses("{\"tenant\":\"north\"," + named.substring(1))).containsExactly(use("north", ID));
        assertThat(uses("{\"purgedAt\":\"2026-05-01T10:00:00Z\"," + named.substring(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"content\":null,\"styles\":null,\"options\":null}", "{\"content\":\"s3://a/b\"}"})
    void whatNamesNoIdUsesNothing(String json) throws Exception {
        assertThat(uses(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "x", "[]", "{\"styles\":7}"})
    void whatIsNoTransferIsNotRead(String json) {
        assertThatThrownBy(() -> uses(json)).isInstanceOf(IOException.class);
    }

    private static Set<ImageUse> uses(String json) throws IOException {
        return TransferImages.read(READER, json.getBytes(UTF_8)).uses();
    }

    private static ImageUse use(String tenant, String sha256) {
        return ImageUse.of(tenant, sha256).orElseThrow();
    }
}
