package io.fluvius.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that the author of a mistyped one probably meant. */
public final class NearestName {

    private NearestName() {}

    /**
     * Returns the known name with the fewest letters to insert, delete or replace, regardless of case; empty if that is more
     * than a third of the letters.
     */
    public static Optional<String> of(String mistyped, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(mistyped, name) * 3 <= Math.max(mistyped.length(), name.length()))
                .min(Comparator.<String>comparingInt(name -> distance(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The Levenshtein distance. */
    private static int distance(String first, String second) {
        String left = first.toLowerCase(Locale.ROOT);
        String right = second.toLowerCase(Locale.ROOT);
        int[] above = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[right.length()];
    }
}
