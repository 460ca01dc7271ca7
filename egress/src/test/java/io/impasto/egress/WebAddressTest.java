package io.impasto.egress;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebAddressTest {

    private final AddressGuard guard = new AddressGuard(List.of("10.1.0.0/16"));

    @ParameterizedTest
    @CsvSource({
        "https://example.org, example.org, 443, /",
        "http://example.org?q=1, example.org, 80, /?q=1",
        "HTTPS://example.org:8443/a%20b?c=d, example.org, 8443, /a%20b?c=d",
        "https://[2001:4860::1]/x, 2001:4860::1, 443, /x",
    })
    void itsPartsAreWhatARequestNeeds(String text, String host, int port, String target) throws UnacceptableAddress {
        WebAddress address = WebAddress.parse(text);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "//example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https:///path",
                "https://user:secret@example.org/",
                "https://example.org/#part",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://exa mple.org/",
                "javascript:alert(1)",
            })
    void whatIsNoneIsToldWhy(String text) {
        assertThatThrownBy(() -> WebAddress.parse(text))
                .isInstanceOf(UnacceptableAddress.class)
                .message()
                .endsWith(".");
    }

    @Test
    void aLongOneIsNotRead() {
        assertThatThrownBy(() -> WebAddress.parse("https://example.org/" + "a".repeat(2048)))
                .hasMessageContaining("2048");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://2130706433/",
                "http://10.2.0.1/",
            })
    void aForbiddenAddressIsToldWithoutALookUp(String text) throws UnacceptableAddress {
        WebAddress address = WebAddress.parse(text);
        assertThatThrownBy(() -> address.checkLiteral(guard)).hasMessage("Its address is not allowed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.1.2.3/", "https://8.8.8.8/", "https://no.such.host.invalid/"})
    void othersPass(String text) throws UnacceptableAddress {
        WebAddress address = WebAddress.parse(text);
        assertThatCode(() -> address.checkLiteral(guard)).doesNotThrowAnyException();
    }
}
