package io.impasto.gateway.transfers;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedMap;

import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * Which transfers a client wants to see.
 *
 * @param limit most that are wanted, 1..100
 * @param after the last one that it has seen, or null to begin with the newest
 * @param states any of these; empty for all
 * @param labels all of these; a label that is to have two texts no transfer has
 * @param group or null
 */
record TransferQuery(int limit, Place after, Set<State> states, Set<Map.Entry<String, String>> labels, UUID group) {

    private static final int MOST = 100;
    private static final int STANDARD = 20;
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor", "state", "label", "group");

    /** A page, and where the next begins; null if it is the last. */
    record Page(List<Transfer> transfers, String next) {}

    /** @throws ProblemException {@code invalid-request} */
    static TransferQuery of(MultivaluedMap<String, String> parameters) {
        parameters.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(
                            name.length() > 64 ? name.substring(0, 64) : name,
                            "There is no such parameter; there are "
                                    + String.join(
                                            ", ", PARAMETERS.stream().sorted().toList()) + ".");
                });
        String cursor = parameters.getFirst("cursor");
        String group = parameters.getFirst("group");
        return new TransferQuery(
                limit(parameters.getFirst("limit")),
                cursor == null
                        ? null
                        : Place.read(cursor)
                                .orElseThrow(() -> wrong("cursor", "This cursor was given out by no answer.")),
                states(parameters.getOrDefault("state", List.of())),
                labels(parameters.getOrDefault("label", List.of())),
                group == null
                        ? null
                        : FindTransfer.uuid(group).orElseThrow(() -> wrong("group", "group must be a UUID.")));
    }

    /** Whether it is one of these. */
    boolean wants(Listing listing) {
        return (states.isEmpty() || states.contains(listing.state()))
                && (group == null || group.equals(listing.group()))
                && listing.labels().entrySet().containsAll(labels);
    }

    /** @param wanted transfers, newest first, from where the page begins */
    Page page(Stream<Transfer> wanted) {
        List<Transfer> found = wanted.limit(limit + 1L).toList();
        boolean more = found.size() > limit;
        List<Transfer> page = more ? found.subList(0, limit) : found;
        return new Page(page, more ? Place.of(page.get(limit - 1)).text() : null);
    }

    private static int limit(String text) {
        if (text == null) {
            return STANDARD;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST) {
            throw wrong("limit", "limit must be between 1 and 100.");
        }
        return Integer.parseInt(text);
    }

    private static Set<State> states(List<String> texts) {
        Set<State> states = EnumSet.noneOf(State.class);
        Map<String, State> known =
                Stream.of(State.values()).collect(Collectors.toMap(s -> s.name().toLowerCase(Locale.ROOT), s -> s));
        for (String text : texts) {
            for (String name : text.split(",", -1)) {
                State state = known.get(name);
                if (state == null) {
                    throw wrong(
                            "state",
                            "state must be one or more, with commas between them, of "
                                    + String.join(
                                            ", ",
                                            known.keySet().stream().sorted().toList()) + ".");
                }
                states.add(state);
            }
        }
        return states;
    }

    private static Set<Map.Entry<String, String>> labels(List<String> texts) {
        Set<Map.Entry<String, String>> labels = new HashSet<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw wrong("label", "label must be a name, a colon, and the text that it must have.");
            }
            labels.add(Map.entry(text.substring(0, colon), text.substring(colon + 1)));
        }
        return labels;
    }

    private static ProblemException wrong(String parameter, String detail) {
        return ProblemType.INVALID_REQUEST.problem(detail).with("parameter", parameter);
    }
}
