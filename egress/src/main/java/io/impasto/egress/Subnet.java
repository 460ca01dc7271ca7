package io.impasto.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of IP addresses in CIDR notation, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
record Subnet(byte[] network, int prefix) {

    /** @throws IllegalArgumentException with the reason, if the text is no CIDR */
    static Subnet parse(String text) {
        int slash = text.indexOf('/');
        // Only digits of addresses: a name would be looked up.
        if (slash < 0 || !text.matches("[0-9a-fA-F.:]+/[0-9]{1,3}")) {
            throw new IllegalArgumentException("A subnet is written as address/prefix, not as: " + text);
        }
        try {
            byte[] network = InetAddress.getByName(text.substring(0, slash)).getAddress();
            int prefix = Integer.parseInt(text.substring(slash + 1));
            if (prefix > network.length * 8) {
                throw new IllegalArgumentException("The prefix is too long: " + text);
            }
            return new Subnet(network, prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("No address: " + text, e);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff & (0xff << (8 - rest))) == 0;
    }
}
