package io.impasto.engine.transfer;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody who mistyped a name may have meant. */
public final class NearestName {

    private NearestName() {}

    /** The known name with the fewest edits from a word, upper and lower case alike. */
    public static String of(String word, Collection<String> known) {
        return sorted(word, known).get(0);
    }

    /** The known names, the nearest first. */
    public static List<String> sorted(String word, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt(
                        name -> distance(name.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT))))
                .toList();
    }

    /** Edits between two words (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
