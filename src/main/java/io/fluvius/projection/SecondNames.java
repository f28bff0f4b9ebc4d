package io.fluvius.projection;

import io.fluvius.projection.sql.ViewTable;

/**
 * The names of the constraints and indexes of a second table: {@code user_view_name} of {@code user_view} is
 * {@code user_view_next_name} of {@code user_view_next}.
 *
 * @param table the name of the first table
 */
record SecondNames(String table) {

    String second() {
        return table + ViewTable.SECOND;
    }

    /** The name of the first table after the second one took its place. */
    String old() {
        return table + "_old";
    }

    String toSecond(String name) {
        return name.contains(table) ? replaceFirst(name, table, second()) : name + ViewTable.SECOND;
    }

    String toFirst(String name) {
        if (name.contains(second())) {
            return replaceFirst(name, second(), table);
        }
        return name.endsWith(ViewTable.SECOND) ? name.substring(0, name.length() - ViewTable.SECOND.length()) : name;
    }

    private static String replaceFirst(String text, String part, String replacement) {
        int at = text.indexOf(part);
        return text.substring(0, at) + replacement + text.substring(at + part.length());
    }
}
