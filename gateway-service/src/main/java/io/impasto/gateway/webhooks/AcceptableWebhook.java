package io.impasto.gateway.webhooks;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.egress.AddressGuard;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.egress.WebAddress;
import io.impasto.gateway.events.TransferRequest.Webhook;
import io.impasto.gateway.problems.ProblemType;

/** Says at once what can be said of a webhook's URL without looking its name up; the rest is checked at each delivery. */
@ApplicationScoped
public class AcceptableWebhook {

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
        try {
            WebAddress.parse(text).checkLiteral(guard);
            return null;
        } catch (UnacceptableAddress e) {
            return e.getMessage();
        }
    }
}
