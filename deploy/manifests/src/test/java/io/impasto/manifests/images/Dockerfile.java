package io.impasto.manifests.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Dockerfile as a list of instructions, with the arguments that stand before its first stage filled in. */
record Dockerfile(List<Instruction> instructions) {

    private static final Pattern PAIR = Pattern.compile("([\\w.]+)=(\"[^\"]*\"|\\S+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /** @param flags such as {@code --from=build} */
    record Instruction(String name, List<String> flags, String rest) {

        Optional<String> flag(String flag) {
            return flags.stream()
                    .filter(each -> each.startsWith("--" + flag + "="))
                    .map(each -> each.substring(flag.length() + 3))
                    .findFirst();
        }

        List<String> words() {
            return List.of(rest.split("\\s+"));
        }

        /** Of {@code A=b C="d e"}. */
        Map<String, String> pairs() {
            Map<String, String> pairs = new TreeMap<>();
            Matcher pair = PAIR.matcher(rest);
            while (pair.find()) {
                pairs.put(pair.group(1), pair.group(2).replace("\"", ""));
            }
            return pairs;
        }

        /** Whether it is written as a JSON array, which needs no shell. */
        boolean isExec() {
            return rest.startsWith("[");
        }
    }

    static Dockerfile parse(String text) {
        List<Instruction> instructions = new ArrayList<>();
        Map<String, String> arguments = new TreeMap<>();
        String joined = text.replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
        for (String line : joined.split("\n")) {
            if (!line.isBlank()) {
                String[] words = fill(line.strip(), arguments).split("\\s+");
                List<String> flags = Arrays.stream(words, 1, words.length)
                        .takeWhile(word -> word.startsWith("--"))
                        .toList();
                String rest = String.join(" ", Arrays.copyOfRange(words, 1 + flags.size(), words.length));
                Instruction instruction = new Instruction(words[0], flags, rest);
                instructions.add(instruction);
                if (instruction.name().equals("ARG")) {
                    arguments.putAll(instruction.pairs());
                }
            }
        }
        return new Dockerfile(List.copyOf(instructions));
    }

    private static String fill(String line, Map<String, String> arguments) {
        return VARIABLE.matcher(line)
                .replaceAll(variable ->
                        Matcher.quoteReplacement(arguments.getOrDefault(variable.group(1), variable.group())));
    }

    Stream<Instruction> all(String name) {
        return instructions.stream().filter(each -> each.name().equals(name));
    }

    /** Those of the stage that becomes the image. */
    Stream<Instruction> last(String name) {
        int from =
                instructions.lastIndexOf(all("FROM").reduce((one, next) -> next).orElseThrow());
        return instructions.subList(from, instructions.size()).stream()
                .filter(each -> each.name().equals(name));
    }

    /** What the last of such an instruction says; empty where there is none. */
    String said(String name) {
        return last(name).map(Instruction::rest).reduce("", (one, next) -> next);
    }

    /** Labels, or variables of the environment. */
    Map<String, String> pairs(String name) {
        Map<String, String> pairs = new TreeMap<>();
        last(name).map(Instruction::pairs).forEach(pairs::putAll);
        return pairs;
    }
}
