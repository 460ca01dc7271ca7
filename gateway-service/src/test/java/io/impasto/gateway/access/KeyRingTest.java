package io.impasto.gateway.access;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyRingTest {

    private static final String KEY = "imp_000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fc423befd";
    private static final String HASH = "bb8d97ac4d0f3d3b7e9c2c7a6a7f9b8b4f3d1d9c6a3d1e0f1d2c3b4a59687766";

    @Test
    void aKeyIsKnownByItsHash() throws KeyRing.Unreadable {
        KeyRing ring = KeyRing.parse(List.of("acme build " + hex(new ApiKey(KEY)), "umbra ci " + HASH));
        assertThat(ring.tenant(new ApiKey(KEY))).contains("acme");
        assertThat(ring.tenant(new ApiKey(KEY + "0"))).isEmpty();
    }

    @Test
    void remarksAndEmptyLinesSayNothing() throws KeyRing.Unreadable {
        assertThat(KeyRing.parse(List.of("# keys", "", "  ", " acme\tbuild  " + HASH + " "))
                        .entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.name()).isEqualTo("build"));
    }

    @ParameterizedTest
    @CsvSource({
        "acme build, line 2 must have",
        "acme build H more, line 2 must have",
        "Acme build H, line 2 begins with no tenant",
        "acme bu/ild H, line 2 has no name",
        "acme build h, line 2 ends with no SHA-256",
    })
    void aBrokenLineIsNamed(String line, String why) {
        assertThatThrownBy(() -> KeyRing.parse(List.of("# keys", line.replace("H", HASH))))
                .isInstanceOf(KeyRing.Unreadable.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void aKeyHasAChecksum() {
        assertThat(ApiKey.isOne(KEY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "imp_",
                "imp_000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fc423bef8",
                "imp_100102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fc423befd",
                "IMP_000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1FC423BEFD",
            })
    void otherTextIsNoKey(String text) {
        assertThat(ApiKey.isOne(text)).isFalse();
    }

    @Test
    void aKeyDoesNotPrintItself() {
        assertThat(new ApiKey(KEY).toString()).doesNotContain("0001");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "localhost, true",
        "::1, true",
        "127.8.8.8, true",
        "0.0.0.0, false",
        "::, false",
        "192.0.2.1, false",
        "no-such-host.invalid, false",
    })
    void loopbackIsTold(String host, boolean loopback) {
        assertThat(Exposure.isLoopback(host)).isEqualTo(loopback);
    }

    private static String hex(ApiKey key) {
        return HexFormat.of().formatHex(key.hash());
    }
}
