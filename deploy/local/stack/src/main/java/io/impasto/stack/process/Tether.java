package io.impasto.stack.process;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Runs another class' {@code main} and ends this JVM as soon as standard input ends.
 *
 * <p>The launcher holds the other end of that pipe: the operating system closes it however the launcher dies, so no
 * part is left behind even by {@code kill -9}.
 */
final class Tether {

    /** How long the shutdown hooks may take once the launcher is gone, in milliseconds. */
    private static final long GRACE_MILLIS = 20_000;

    private Tether() {}

    public static void main(String[] args) throws Throwable {
        daemon("tether", Tether::exitWhenInputEnds).start();
        MethodHandle main = MethodHandles.publicLookup()
                .findStatic(Class.forName(args[0]), "main", MethodType.methodType(void.class, String[].class));
        main.invoke(Arrays.copyOfRange(args, 1, args.length));
    }

    private static void exitWhenInputEnds() {
        try {
            while (System.in.read() >= 0) {
                // what arrives means nothing; only the end does
            }
        } catch (IOException closed) {
            // the same news by another way
        }
        daemon("tether-limit", Tether::haltAfterGrace).start();
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
