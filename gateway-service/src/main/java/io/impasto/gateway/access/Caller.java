package io.impasto.gateway.access;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.events.Trace;

/** Who calls, as the gate found out. */
@RequestScoped
public class Caller {

    static final String TENANT = "impasto.tenant";
    static final String CREDENTIAL = "impasto.credential";

    private final RoutingContext context;

    Caller(RoutingContext context) {
        this.context = context;
    }

    /** Whose transfers and images the call is about. */
    public String tenant() {
        return tenant(context);
    }

    /** What the caller was let in for; nothing where everyone is. */
    Optional<String> credential() {
        return Optional.ofNullable(context.get(CREDENTIAL));
    }

    /** Whose doing the call is. */
    public Trace trace() {
        MultiMap headers = context.request().headers();
        List<String> states = headers.getAll(Trace.STATE);
        return Trace.of(headers.get(Trace.PARENT), states.isEmpty() ? null : String.join(",", states));
    }

    /** The tenant where there are no injected requests. Fails for calls that did not pass the gate. */
    public static String tenant(RoutingContext context) {
        String tenant = context.get(TENANT);
        if (tenant == null) {
            throw new IllegalStateException("this call did not pass the gate");
        }
        return tenant;
    }
}
