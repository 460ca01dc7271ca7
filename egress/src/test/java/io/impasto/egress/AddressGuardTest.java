package io.impasto.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2002:c0a8:101::1",
                "2001::1",
                "2001:db8::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "::ffff:0:7f00:1",
                "::ffff:0:a9fe:a9fe",
                "100:0:0:1::1",
                "4000::1",
                "64:ff9b:1::7f00:1",
                "2001:0:a9fe:a9fe::1",
                "2606:4700::5efe:a00:1",
                "2606:4700::200:5efe:a9fe:a9fe",
                "fe80::5efe:101:101",
                "fe80::1%1"
            })
    void addressesThatAreNotPublicAreForbidden(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "9.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101",
                "2002:101:101::1",
                "2606:4700::5efe:101:101"
            })
    void publicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(guard.allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void aMappedAddressIsNotSeenAsIpv6() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress raw = java.net.Inet6Address.getByAddress("x", mapped, -1);
        assertThat(guard.allows(raw)).isFalse();
    }

    @Test
    void anAllowedSubnetIsAllowedAndNothingBeside() throws UnknownHostException {
        AddressGuard local = new AddressGuard(List.of("127.0.0.0/8", "fd00::/8"));
        assertThat(local.allows(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(local.allows(InetAddress.getByName("fd00::1"))).isTrue();
        assertThat(local.allows(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(local.allows(InetAddress.getByName("::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1.", "2130706433", "0x7f000001", "127.1", "localhost", "localhost."})
    void noSpellingOfAHostInsideIsResolved(String host) {
        assertThatException()
                .isThrownBy(() -> guard.resolve(host))
                .isInstanceOfAny(ForbiddenAddress.class, UnknownHostException.class);
    }

    @Test
    void aNameThatLeadsOutsideAndInsideIsRefused() throws UnknownHostException {
        InetAddress[] both = {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("127.0.0.1")};
        AddressGuard twofold = new AddressGuard(List.of(), host -> both);
        assertThatExceptionOfType(ForbiddenAddress.class).isThrownBy(() -> twofold.resolve("twofold.example"));
    }

    @Test
    void aNameThatIsBoundAnewAfterTheCheckDoesNotChangeTheAddressThatWasChecked() throws Exception {
        Iterator<String> answers = List.of("1.1.1.1", "127.0.0.1").iterator();
        AddressGuard rebound =
                new AddressGuard(List.of(), host -> new InetAddress[] {InetAddress.getByName(answers.next())});
        assertThat(rebound.resolve("rebound.example").getHostAddress()).isEqualTo("1.1.1.1");
        assertThatExceptionOfType(ForbiddenAddress.class).isThrownBy(() -> rebound.resolve("rebound.example"));
    }

    @Test
    void aHostThatLeadsInsideIsRefused() {
        assertThatExceptionOfType(ForbiddenAddress.class).isThrownBy(() -> guard.resolve("localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "example.org/8", "/8", "10.0.0/x"})
    void whatIsNoSubnetIsRefusedAtTheStart(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new AddressGuard(List.of(text)));
    }
}
