package io.fluvius.domain.view;

import java.util.List;

/**
 * A field of a view, as queries use it.
 *
 * @param name its name in Java, in JSON, and in queries
 * @param column its column in the table of the view
 * @param type its type
 * @param nullable whether the field can have no value
 * @param names the names of the constants of an enum, in their order; empty for other types
 * @param searched whether the text search includes the field
 * @param indexed whether the field has an index
 * @param personal whether its values are personal data
 */
public record ViewField(
        String name,
        String column,
        FieldType type,
        boolean nullable,
        List<String> names,
        boolean searched,
        boolean indexed,
        boolean personal) {

    public ViewField {
        names = List.copyOf(names);
    }

    /** Whether queries can sort by the field. */
    public boolean isSortable() {
        return type != FieldType.TEXT_SET;
    }

    /** Valid example statements, in the notation of a URL before it is percent-encoded: {@code name.has=ann}. */
    public List<String> examples() {
        return StatementExamples.of(this);
    }
}
