package io.fluvius.domain.view;

import java.util.List;

/**
 * One field of a view, as queries know it.
 *
 * @param name its name in JSON, queries and Java
 * @param column its column in the view's table
 * @param type what it holds
 * @param nullable whether a row may be without a value
 * @param names the names of an enum, in their order; empty for other types
 * @param searched whether a text search looks into it
 * @param indexed whether an index may be expected to serve it
 */
public record ViewField(
        String name,
        String column,
        FieldType type,
        boolean nullable,
        List<String> names,
        boolean searched,
        boolean indexed) {

    public ViewField {
        names = List.copyOf(names);
    }

    /** Whether rows can be sorted by it. */
    public boolean isSortable() {
        return indexed && type.isSortable();
    }

    /** Statements about it, as a URL spells them, before they are encoded: {@code name.has=ann}. Each can be asked. */
    public List<String> examples() {
        return StatementExamples.of(this);
    }
}
