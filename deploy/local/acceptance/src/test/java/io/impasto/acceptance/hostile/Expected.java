package io.impasto.acceptance.hostile;

import java.util.Set;

/** What has to become of an {@link Attack}. */
sealed interface Expected {

    /** A problem document of one of these statuses and types. */
    record Refused(Set<Integer> statuses, Set<String> problems) implements Expected {

        static Refused as(int status, String... problems) {
            return new Refused(Set.of(status), Set.of(problems));
        }
    }

    /** It is odd but sound, or odd where nobody looks: it is taken, and a painting of it ends well or with a reason. */
    record Harmless() implements Expected {}

    /** The record is put aside. */
    record PutAside() implements Expected {}

    /** The record says nothing to anybody: it is neither put aside, nor does it change what is known. */
    record PassedOver() implements Expected {}
}
