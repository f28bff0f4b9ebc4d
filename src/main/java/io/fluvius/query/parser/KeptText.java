package io.fluvius.query.parser;

import io.fluvius.domain.Text;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.util.List;

/** Compares a field with texts as the field keeps them, so that a row is found by the text that it was created with. */
final class KeptText {

    private KeptText() {}

    /** Returns the filter that compares with the kept texts; the given filter if it compares no text. */
    static Filter filter(ViewType<?> view, Filter.Compare compare) {
        return switch (compare.field().type()) {
            case TEXT -> text(view, compare);
            case TEXT_SET -> withKeptValues(view, compare);
            default -> compare;
        };
    }

    private static Filter text(ViewType<?> view, Filter.Compare compare) {
        return switch (compare.operator()) {
            case HAS, STARTS, ENDS -> part(view, compare.field(), compare.operator(), (String) compare.value());
            default -> withKeptValues(view, compare);
        };
    }

    /**
     * A part of a text is taken literally, and as the field keeps it if that is another text. When they differ by the white
     * space around, the kept text is compared as a whole, because white space is literal within a text.
     */
    private static Filter part(ViewType<?> view, ViewField field, Operator operator, String value) {
        String literal = Text.normalized(value);
        String kept = view.kept(field, value);
        Filter ofLiteral = new Filter.Compare(field, operator, List.of(literal));
        if (Text.folded(kept).equals(Text.folded(literal))) {
            return ofLiteral;
        }
        Operator ofKept = kept.equals(Text.strip(literal)) ? Operator.EQ : operator;
        return new Filter.Or(List.of(ofLiteral, new Filter.Compare(field, ofKept, List.of(kept))));
    }

    private static Filter withKeptValues(ViewType<?> view, Filter.Compare compare) {
        List<Object> kept = compare.values().stream()
                .<Object>map(value -> view.kept(compare.field(), (String) value))
                .toList();
        return new Filter.Compare(compare.field(), compare.operator(), kept);
    }
}
