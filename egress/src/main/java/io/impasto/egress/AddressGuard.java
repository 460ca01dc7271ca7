package io.impasto.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says which addresses a client may make us connect to: public unicast ones, and what the operator allows. Forbidden are the
 * special-purpose registries of RFC 6890 (loopback, private, link-local with the clouds' metadata service, shared, test,
 * benchmark, reserved, multicast) and IPv6 addresses that carry a forbidden IPv4 address inside.
 */
public final class AddressGuard {

    private static final List<Subnet> FORBIDDEN = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    // Only 2000::/3 is given out as global unicast.
                    "::/3",
                    "4000::/2",
                    "8000::/1",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20")
            .map(Subnet::parse)
            .toList();

    /** Looks names up. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final List<Subnet> allowed;
    private final Resolver resolver;

    /** @param allowedSubnets CIDRs that are allowed although they are forbidden by rule */
    public AddressGuard(List<String> allowedSubnets) {
        this(allowedSubnets, InetAddress::getAllByName);
    }

    /** @param resolver asked instead of the system's */
    public AddressGuard(List<String> allowedSubnets, Resolver resolver) {
        this.resolver = resolver;
        allowed = allowedSubnets.stream().map(String::strip).map(Subnet::parse).toList();
    }

    /** Whether we may connect to the address. */
    public boolean allows(InetAddress address) {
        byte[] bytes = embedded(address.getAddress());
        return trusts(address) || !forbidden(bytes) && !(isatap(bytes) && forbidden(Arrays.copyOfRange(bytes, 12, 16)));
    }

    private static boolean forbidden(byte[] address) {
        return FORBIDDEN.stream().anyMatch(subnet -> subnet.contains(address));
    }

    /** RFC 5214, section 6.1: the interface identifier is 00-00-5E-FE or 02-00-5E-FE, and an IPv4 address. */
    private static boolean isatap(byte[] address) {
        return address.length == 16
                && (address[8] & ~0x02) == 0
                && address[9] == 0
                && address[10] == 0x5e
                && address[11] == (byte) 0xfe;
    }

    /** Whether the operator has named a subnet that the address is in. */
    public boolean trusts(InetAddress address) {
        byte[] bytes = embedded(address.getAddress());
        return allowed.stream().anyMatch(subnet -> subnet.contains(bytes));
    }

    /** Whether the operator has named any subnet. */
    public boolean trustsSome() {
        return !allowed.isEmpty();
    }

    /** The IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4), else the address itself. */
    private static byte[] embedded(byte[] address) {
        if (address.length != 16) {
            return address;
        }
        boolean zero = zero(address, 0, 10);
        boolean mapped = zero && address[10] == -1 && address[11] == -1;
        boolean compatible = zero && zero(address, 10, 12) && !zero(address, 12, 15);
        boolean nat64 = address[0] == 0
                && address[1] == 0x64
                && address[2] == -1
                && address[3] == (byte) 0x9b
                && zero(address, 4, 12);
        if (mapped || compatible || nat64) {
            return Arrays.copyOfRange(address, 12, 16);
        }
        boolean sixToFour = address[0] == 0x20 && address[1] == 0x02;
        return sixToFour ? Arrays.copyOfRange(address, 2, 6) : address;
    }

    private static boolean zero(byte[] address, int from, int to) {
        for (int i = from; i < to; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks a host up, once; blocks as long as the resolver takes. Whoever connects to the address that is returned, and not to
     * the name, cannot be led elsewhere by a name that is bound anew meanwhile.
     *
     * @return the address to connect to
     * @throws ForbiddenAddress if any of its addresses is forbidden: a name that also leads inside is not to be trusted
     * @throws UnknownHostException if it has none
     */
    public InetAddress resolve(String host) throws UnknownHostException, ForbiddenAddress {
        InetAddress[] addresses = resolver.resolve(host);
        for (InetAddress address : addresses) {
            if (!allows(address)) {
                throw new ForbiddenAddress(host);
            }
        }
        return addresses[0];
    }
}
