package io.fluvius.console.page;

import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.http.request.ShownJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How the rows of a view and their history look to the caller for whom this was made, also on other threads. Immutable.
 *
 * @param mapper writes them
 * @param withholds whether personal data is withheld
 */
public record ShownRows(JsonMapper mapper, boolean withholds) {

    /** How the rows look to the caller of the present thread. */
    public static ShownRows of(ViewType<?> view, ShownJson shown) {
        return new ShownRows(
                shown.of(view.resource()),
                shown.withholds(view.resource()) && view.fields().stream().anyMatch(ViewField::personal));
    }

    /** How the past rows of an aggregate look to the caller of the present thread. */
    public static ShownRows ofPast(ViewType<?> view, UUID aggregate, ShownJson shown) {
        return new ShownRows(
                shown.ofPast(view.resource(), aggregate), of(view, shown).withholds());
    }

    /** A row, or an event of one, as JSON; an empty object for none. */
    public JsonNode json(@Nullable Object row) {
        return row == null ? JsonNodeFactory.instance.objectNode() : mapper.valueToTree(row);
    }

    /** Whether the caller does not see the values of a field, and cannot ask about them either. */
    public boolean isWithheld(ViewField field) {
        return withholds && field.personal();
    }
}
