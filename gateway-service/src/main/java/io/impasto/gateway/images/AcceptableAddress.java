package io.impasto.gateway.images;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.egress.AddressGuard;
import io.impasto.egress.BucketAddress;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.egress.WebAddress;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Says at once what can be said of an image's address without looking its name up; the rest is found out when it is fetched. */
@ApplicationScoped
public class AcceptableAddress {

    private final AddressGuard guard;

    AcceptableAddress(ImportsConfig config) {
        guard = new AddressGuard(config.allowedSubnets().orElse(List.of()));
    }

    /** @throws ProblemException {@code invalid-image-address}, with the reason */
    public void check(String part, String address) {
        try {
            if (address.startsWith(BucketAddress.SCHEME)) {
                BucketAddress.parse(address);
                return;
            }
            WebAddress web = WebAddress.parse(address);
            web.checkLiteral(guard);
            if (!web.secure() && !guard.trustsSome()) {
                throw invalid(part, "The address must begin with https:// or s3://.");
            }
        } catch (UnacceptableAddress e) {
            throw invalid(part, e.getMessage());
        }
    }

    private static ProblemException invalid(String part, String why) {
        return ProblemType.INVALID_IMAGE_ADDRESS.problem(why).with("part", part);
    }
}
