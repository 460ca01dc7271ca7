package io.impasto.storage.store;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import org.jboss.logging.Logger;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/** Times each call to the store and sorts its outcome. A store that goes away or comes back is logged once, in one line. */
@Singleton
class StoreCalls {

    private static final Logger LOG = Logger.getLogger(StoreCalls.class);
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "ResourceNotFound");
    private static final Set<String> NO_BUCKET = Set.of("NoSuchBucket");
    private static final Set<String> PRESENT =
            Set.of("PreconditionFailed", "ConditionalRequestConflict", "BucketAlreadyOwnedByYou");

    private final MeterRegistry meters;
    private final AtomicBoolean answering = new AtomicBoolean(true);

    StoreCalls(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The store's plain no to a request that it understood. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        /** What the store said no with. */
        enum Reason {
            ABSENT,
            NO_BUCKET,
            PRESENT
        }

        private final Reason reason;

        private Refusal(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    interface Call<T> {
        T run() throws MinioException;
    }

    /** @throws ProblemException {@code store-unavailable}, if the store fails, is silent, or refuses the credentials */
    <T> T run(String operation, Call<T> call) throws Refusal {
        long start = System.nanoTime();
        String outcome = "unavailable";
        try {
            T result = call.run();
            outcome = "ok";
            answers();
            return result;
        } catch (ErrorResponseException e) {
            String code = e.errorResponse().code();
            Refusal refusal = refusal(code);
            if (refusal == null) {
                throw unavailable("the store answered " + code);
            }
            outcome = "refused";
            answers();
            throw refusal;
        } catch (ServerException e) {
            throw unavailable("the store answered " + e.statusCode());
        } catch (MinioException e) {
            throw unavailable(root(e));
        } catch (IllegalStateException e) {
            // The library's blocking client wraps a broken connection in one of these.
            if (root(e) instanceof IOException broken) {
                throw unavailable(broken);
            }
            throw e;
        } finally {
            timer(operation, outcome).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private static Refusal refusal(String code) {
        if (ABSENT.contains(code)) {
            return new Refusal(Refusal.Reason.ABSENT);
        }
        if (NO_BUCKET.contains(code)) {
            return new Refusal(Refusal.Reason.NO_BUCKET);
        }
        return PRESENT.contains(code) ? new Refusal(Refusal.Reason.PRESENT) : null;
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void answers() {
        if (answering.compareAndSet(false, true)) {
            LOG.info("the object store answers again");
        }
    }

    private ProblemException unavailable(Throwable root) {
        return unavailable(root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
    }

    private ProblemException unavailable(String reason) {
        if (answering.compareAndSet(true, false)) {
            LOG.warnf("the object store is unavailable: %s", reason);
        }
        return new ProblemException(
                ProblemType.STORE_UNAVAILABLE, "The object store cannot be used now; try again in a moment.");
    }

    private Timer timer(String operation, String outcome) {
        return Timer.builder("impasto.store.calls")
                .description("Time of one call to the object store, to its first byte")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .publishPercentiles(0.5, 0.95)
                .register(meters);
    }
}
