package io.impasto.stack.letters;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import io.impasto.stack.Shell;
import io.impasto.stack.StackProblem;
import io.impasto.stack.Topics;
import io.impasto.stack.letters.LetterBox.Replay;

/** {@code impasto dlq}: the records that were put aside. */
@Command(
        name = "impasto dlq",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Lists dead letters, shows one, and sends them once more to the topic they were meant for.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:refused: unknown option or letter, broker that does not answer"})
public final class Dlq implements Runnable {

    private static final String SERVERS = "IMPASTO_KAFKA_BOOTSTRAP_SERVERS";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 100;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            scope = CommandLine.ScopeType.INHERIT,
            description = "The broker, as `impasto up` prints it. Default: $$" + SERVERS)
    private String bootstrapServers;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this.")
    private boolean help;

    private final PrintStream out;
    private final Map<String, String> environment;

    private Dlq(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, System.getenv(), args));
    }

    /** Runs the command and returns its exit code. */
    public static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... args) {
        return Shell.run(new Dlq(out, environment), out, err, args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say list, show or replay");
    }

    @Command(
            name = "list",
            sortOptions = false,
            description = "Prints each letter: its id, when it was put aside, its key, and why.")
    void list(
            @Option(names = "--topic", paramLabel = "T", description = "Only those meant for this topic.") String topic,
            @Option(names = "--all", description = "Those that were replayed, too.") boolean all,
            @Option(names = "--json", description = "One JSON object per line.") boolean json) {
        List<Letter> letters = letters(topics(topic), all);
        letters.forEach(letter -> out.println(json ? object(letter) : line(letter)));
        if (letters.isEmpty() && !json) {
            out.println("There are no dead letters.");
        }
    }

    @Command(name = "show", sortOptions = false, description = "Prints all of one letter.")
    void show(@Parameters(paramLabel = "LETTER", description = "As `list` names it.") String id) {
        Letter letter = find(List.of(id), true).get(0);
        out.println(line(letter));
        out.println("origin: " + plain(letter.origin()));
        letter.headers()
                .forEach(header -> out.println(plain(header.key() + ": "
                        + (header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8)))));
        out.println();
        out.println(plain(letter.value()));
    }

    @Command(
            name = "replay",
            sortOptions = false,
            description = "Sends letters once more, as they are, to the topic they were meant for.")
    void replay(
            @Parameters(paramLabel = "LETTER", arity = "0..*", description = "As `list` names them.") List<String> ids,
            @Option(names = "--all", description = "All that were not replayed yet.") boolean all,
            @Option(names = "--topic", paramLabel = "T", description = "With --all: only those meant for this topic.")
                    String topic,
            @Option(
                            names = "--as-new",
                            description =
                                    "Requests only: each for a transfer of its own. A transfer that has ended, such"
                                            + " as one whose attempts were used up, stays ended.")
                    boolean asNew) {
        if (all == (ids != null && !ids.isEmpty())) {
            throw new StackProblem("say which letters, or --all");
        }
        List<Letter> letters = all ? letters(topics(topic), false) : find(ids, false);
        List<Replay> replays = new ArrayList<>();
        for (Letter letter : letters) {
            replays.add(new Replay(letter, asNew ? renewed(letter) : letter.again()));
        }
        box().send(replays);
        replays.forEach(replay -> out.println(
                plain(replay.letter().id() + " -> " + replay.letter().topic())
                        + (asNew ? " as " + new String(replay.record().key(), StandardCharsets.UTF_8) : "")));
        if (replays.isEmpty()) {
            out.println("There was nothing to replay.");
        }
    }

    private static ProducerRecord<byte[], byte[]> renewed(Letter letter) {
        if (!letter.topic().equals(Topics.REQUESTS)) {
            throw new StackProblem(letter.id() + " is no request; --as-new is for those of " + Topics.REQUESTS);
        }
        return Renewal.of(letter, UUID.randomUUID());
    }

    private List<Letter> letters(List<String> topics, boolean replayedToo) {
        return box().letters(topics).stream()
                .filter(letter -> replayedToo || !letter.replayed())
                .toList();
    }

    private List<Letter> find(List<String> ids, boolean replayedToo) {
        Map<String, Letter> known =
                letters(Topics.names(), true).stream().collect(Collectors.toMap(Letter::id, Function.identity()));
        for (String id : ids) {
            if (!known.containsKey(id)) {
                throw new StackProblem("there is no letter " + plain(id));
            }
            if (!replayedToo && known.get(id).replayed()) {
                throw new StackProblem(id + " was replayed before");
            }
        }
        return ids.stream().distinct().map(known::get).toList();
    }

    private static List<String> topics(String topic) {
        if (topic == null) {
            return Topics.names();
        }
        if (!Topics.names().contains(topic)) {
            throw new StackProblem("there is no topic " + plain(topic) + "; there are "
                    + Topics.names().stream().sorted().collect(Collectors.joining(", ")));
        }
        return List.of(topic);
    }

    private LetterBox box() {
        String servers = bootstrapServers != null ? bootstrapServers : environment.get(SERVERS);
        if (servers == null || servers.isBlank()) {
            throw new StackProblem("say which broker with --bootstrap-servers, or set " + SERVERS);
        }
        return new LetterBox(servers);
    }

    private static String line(Letter letter) {
        return plain(letter.id()) + "  " + letter.time() + "  " + shortened(letter.key()) + "  "
                + shortened(letter.error());
    }

    private static ObjectNode object(Letter letter) {
        return JSON.createObjectNode()
                .put("letter", letter.id())
                .put("time", letter.time().toString())
                .put("key", letter.key())
                .put("bytes", letter.size())
                .put("origin", letter.origin())
                .put("error", letter.error());
    }

    private static String shortened(String text) {
        return plain(text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
    }

    /** Strangers wrote it: what would move a terminal's cursor is shown, not sent. */
    private static String plain(String text) {
        return text.codePoints()
                .mapToObj(point -> Character.isISOControl(point) && point != '\n'
                        ? "\\u%04x".formatted(point)
                        : Character.toString(point))
                .collect(Collectors.joining());
    }
}
