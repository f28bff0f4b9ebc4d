package io.fluvius.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that the author of a mistyped one probably meant. */
public final class NearestName {

    private NearestName() {}

    /**
     * Returns the known name with the fewest letters to insert, delete, replace or swap, regardless of case; empty if that is more
     * than a third of the letters.
     */
    public static Optional<String> of(String mistyped, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(mistyped, name) * 3 <= Math.max(mistyped.length(), name.length()))
                .min(Comparator.<String>comparingInt(name -> distance(mistyped, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The Levenshtein distance, with two letters that have changed places counted as one (optimal string alignment). */
    private static int distance(String first, String second) {
        String left = first.toLowerCase(Locale.ROOT);
        String right = second.toLowerCase(Locale.ROOT);
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                cost[row][column] = row == 0 || column == 0 ? row + column : least(cost, row, column, left, right);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int least(int[][] cost, int row, int column, String left, String right) {
        boolean isSame = left.charAt(row - 1) == right.charAt(column - 1);
        int least = Math.min(
                cost[row - 1][column - 1] + (isSame ? 0 : 1),
                Math.min(cost[row - 1][column], cost[row][column - 1]) + 1);
        boolean isSwapped = row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
        return isSwapped ? Math.min(least, cost[row - 2][column - 2] + 1) : least;
    }
}
