package io.impasto.worker.transfers;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestReaderTest {

    private static final String IMAGE = "ab".repeat(32);
    private static final String VALID = "{\"content\":\"" + IMAGE + "\",\"styles\":[\"" + IMAGE + "\"]%s}";

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aRequestWithoutOptionsIsAccepted() {
        assertThat(RequestReader.read(Records.request(bytes(VALID.formatted("")))))
                .isInstanceOfSatisfying(Incoming.Accepted.class, accepted -> {
                    assertThat(accepted.request().options().size()).isNull();
                    assertThat(accepted.request().trace())
                            .isEqualTo(Trace.of(Optional.of(Records.TRACEPARENT), Optional.of(Records.TRACESTATE)));
                });
    }

    @Test
    void whatToStartFromMayBeNamedByAddressToo() {
        String options = ",\"options\":{\"start\":\"image\",\"startImage\":\"https://shop.example/first.png\"}";
        assertThat(RequestReader.read(Records.request(bytes(VALID.formatted(options)))))
                .isInstanceOfSatisfying(Incoming.Accepted.class, accepted -> {
                    assertThat(accepted.request().fetched()).isFalse();
                    TransferRequest named = accepted.request()
                            .with(image -> TransferRequest.isAddress(image) ? "cd".repeat(32) : image);
                    assertThat(named.fetched()).isTrue();
                    assertThat(named.startImage()).contains("cd".repeat(32));
                    assertThat(named.content()).isEqualTo(IMAGE);
                });
    }

    @Test
    void masksMayBeNamedByAddressAndBeNone() {
        String options = ",\"options\":{\"contentMasks\":[\"-\"],\"styleMasks\":[\"https://shop.example/m.png\"]}";
        assertThat(RequestReader.read(Records.request(bytes(VALID.formatted(options)))))
                .isInstanceOfSatisfying(Incoming.Accepted.class, accepted -> {
                    assertThat(accepted.request().fetched()).isFalse();
                    TransferRequest named = accepted.request()
                            .with(image -> TransferRequest.isAddress(image) ? "cd".repeat(32) : image);
                    assertThat(named.fetched()).isTrue();
                    assertThat(named.options().contentMasks()).containsExactly("-");
                    assertThat(named.options().styleMasks()).containsExactly("cd".repeat(32));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x.example/a.png", "http://127.0.0.1:8081/a", "s3://inbox/a b.png"})
    void anImageMayBeNamedByItsAddress(String address) {
        byte[] data = bytes(VALID.formatted("").replaceFirst(IMAGE, address));
        assertThat(RequestReader.read(Records.request(data)))
                .isInstanceOfSatisfying(
                        Incoming.Accepted.class,
                        accepted -> assertThat(accepted.request().content()).isEqualTo(address));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | invalid-request | content",
                "{\"content\":\"cat\",\"styles\":[]}                   | invalid-request | content",
                "{\"content\":\"IMAGE\"}                               | invalid-request | styles",
                "{\"content\":\"IMAGE\",\"styles\":[]}                 | invalid-request | styles",
                "{\"content\":\"IMAGE\",\"styles\":\"IMAGE\"}          | invalid-request | styles",
                "{\"content\":\"IMAGE\",\"styles\":[3]}                | invalid-request | styles",
                "{\"content\":\"IMAGE\",\"styles\":[\"../etc\"]}       | invalid-request | styles",
                "{\"content\":\"ftp://x.example/\",\"styles\":[\"IMAGE\"]}       | invalid-image-address | content",
                "{\"content\":\"https://me@x.example/\",\"styles\":[\"IMAGE\"]}  | invalid-image-address | user info",
                "{\"content\":\"https://x.example:0/\",\"styles\":[\"IMAGE\"]}   | invalid-image-address | port",
                "{\"content\":\"IMAGE\",\"styles\":[\"s3://x\"]}        | invalid-image-address | s3://bucket/key",
                "{\"content\":\"IMAGE\",\"styles\":[\"IMAGE\"],\"options\":7}                 | invalid-option | options",
                "{\"content\":\"IMAGE\",\"styles\":[\"IMAGE\"],\"options\":{\"size\":1}}      | invalid-option | size",
                "{\"content\":\"IMAGE\",\"styles\":[\"IMAGE\"],\"options\":{\"size\":1e999}}  | invalid-option | size",
                "{\"content\":\"IMAGE\",\"styles\":[\"IMAGE\"],\"options\":{\"tvWeight\":1e999}} | invalid-option | tvWeight",
                "{\"content\":\"IMAGE\",\"styles\":[\"IMAGE\"],\"options\":{\"startImage\":\"../x\"}}  | invalid-option | startImage",
                "{\"content\":\"IMAGE\",\"styles\":[\"IMAGE\"],\"options\":{\"startImage\":\"file:///x\"}} | invalid-image-address | startImage",
                "{\"content\":\"IMAGE\",\"styles\":[\"IMAGE\"],\"options\":{\"stlyeWeight\":1}} | unknown-option | styleWeight",
            })
    void aRequestThatNobodyCanFulfilIsRefusedWithItsProblem(String json, String problem, String said) {
        assertThat(RequestReader.read(Records.request(bytes(json.replace("IMAGE", IMAGE)))))
                .isInstanceOfSatisfying(Incoming.Refused.class, refused -> {
                    assertThat(refused.transfer()).isEqualTo(Records.TRANSFER);
                    assertThat(refused.problem().type()).isEqualTo("urn:impasto:problem:" + problem);
                    assertThat(refused.problem().detail()).contains(said);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "null", "{\"content\":NaN}", "{} {}", "{\"content\":"})
    void dataThatIsNoJsonObjectIsUnreadable(String data) {
        assertThat(RequestReader.read(Records.request(bytes(data)))).isInstanceOf(Incoming.Unreadable.class);
    }

    @Test
    void deeplyNestedDataIsUnreadable() {
        assertThat(RequestReader.read(Records.request(bytes("[".repeat(100_000)))))
                .isInstanceOf(Incoming.Unreadable.class);
    }

    @Test
    void anOverlongOrMissingValueIsUnreadable() {
        assertThat(RequestReader.read(Records.request(new byte[300_000]))).isInstanceOf(Incoming.Unreadable.class);
        assertThat(RequestReader.read(Records.request(null))).isInstanceOf(Incoming.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../x", "0B6F7A52-6D1C-5A53-9D5E-3E0D7A1F4C11", "0b6f7a52"})
    void aKeyThatIsNoTransferIdIsUnreadable(String key) {
        Map<String, String> headers = Records.headers();
        headers.put("ce_subject", key);
        assertThat(RequestReader.read(Records.record(key, bytes(VALID.formatted("")), headers)))
                .isInstanceOf(Incoming.Unreadable.class);
        assertThat(RequestReader.read(Records.record(null, bytes(VALID.formatted("")), headers)))
                .isInstanceOf(Incoming.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_type", "ce_id", "ce_specversion"})
    void aRecordWithoutItsCloudEventsHeadersIsUnreadable(String header) {
        Map<String, String> headers = Records.headers();
        headers.remove(header);
        assertThat(RequestReader.read(Records.record(Records.TRANSFER, bytes(VALID.formatted("")), headers)))
                .isInstanceOf(Incoming.Unreadable.class);
    }

    @Test
    void anEventOfAnotherTypeIsForeign() {
        Map<String, String> headers = Records.headers();
        headers.put("ce_type", "io.impasto.transfer.requested.v2");
        assertThat(RequestReader.read(Records.record(Records.TRANSFER, bytes("{}"), headers)))
                .isEqualTo(new Incoming.Foreign("io.impasto.transfer.requested.v2"));
    }
}
