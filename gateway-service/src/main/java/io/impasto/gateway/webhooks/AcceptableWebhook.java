package io.impasto.gateway.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.gateway.egress.AddressGuard;
import io.impasto.gateway.events.TransferRequest.Webhook;
import io.impasto.gateway.problems.ProblemType;

/** Says at once what can be said of a webhook's URL without looking its name up; the rest is checked at each delivery. */
@ApplicationScoped
public class AcceptableWebhook {

    private static final int MAX_LENGTH = 2048;

    private final boolean configured;
    private final AddressGuard guard;

    AcceptableWebhook(WebhooksConfig config) {
        configured = Signer.of(config).isPresent();
        guard = new AddressGuard(config.allowedSubnets().orElse(List.of()));
    }

    /** @throws io.impasto.gateway.problems.ProblemException {@code invalid-webhook}, with the reason */
    public void check(Webhook webhook) {
        String reason = reason(webhook.url());
        if (reason != null) {
            throw ProblemType.INVALID_WEBHOOK.problem(reason);
        }
    }

    private String reason(String text) {
        if (!configured) {
            return "This gateway sends no webhooks: it has no signing secret (IMPASTO_WEBHOOKS_SECRETS).";
        }
        if (text.length() > MAX_LENGTH) {
            return "The URL is longer than 2048 characters.";
        }
        try {
            URI url = new URI(text);
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (!web || url.getHost() == null) {
                return "The URL must be absolute and begin with http:// or https://.";
            }
            if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
                return "The URL may have neither user info nor a fragment.";
            }
            if (url.getPort() == 0 || url.getPort() > 65535) {
                return "The port must be between 1 and 65535.";
            }
            return literalAndForbidden(url.getHost()) ? "Its address is not allowed." : null;
        } catch (URISyntaxException e) {
            return "The URL cannot be read: " + e.getReason() + ".";
        }
    }

    private boolean literalAndForbidden(String host) {
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        try {
            return literal && !guard.allows(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
