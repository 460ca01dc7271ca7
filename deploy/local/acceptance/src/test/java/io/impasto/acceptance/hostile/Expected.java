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

    /** One of these statuses, before anything is read that could be answered with a document. */
    record Closed(Set<Integer> statuses) implements Expected {

        /** Stands for an end of the connection in the midst of a body, where no answer could be told from the body's. */
        static final int UNANSWERED = 0;
    }

    /** It is odd but sound, or odd where nobody looks: it is taken, and a painting of it ends well or with a reason. */
    record Harmless() implements Expected {}

    /** The record is put aside. */
    record PutAside() implements Expected {}

    /** The record says nothing to anybody: it is neither put aside, nor does it change what is known. */
    record PassedOver() implements Expected {}
}
