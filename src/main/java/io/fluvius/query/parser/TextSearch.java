package io.fluvius.query.parser;

import io.fluvius.domain.text.UnicodeText;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts the text of a search box to a filter: every word must occur in a searched field, ignoring case. */
final class TextSearch {

    /** The maximum number of words in a search. */
    static final int MAX_WORDS = 20;

    private static final String POINTER = "/text";
    /** Unicode white space; unlike {@code \s} it includes the no-break space and the ideographic space. */
    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

    private TextSearch() {}

    /** Returns the filter, which matches all rows if there are no words. Also returns such a filter after adding a fault. */
    static Filter filter(String text, ViewType<?> view, QueryFaults faults) {
        List<ViewField> fields =
                view.fields().stream().filter(ViewField::searched).toList();
        List<String> words =
                WHITE_SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
        String fault = fault(text, words, fields);
        if (fault != null) {
            faults.add(POINTER, fault);
            return Filter.ALL;
        }
        return new Filter.And(
                words.stream().map(word -> inAnyField(word, fields, view)).toList());
    }

    private static @Nullable String fault(String text, List<String> words, List<ViewField> fields) {
        if (fields.isEmpty()) {
            return "is not supported: the resource has no searched fields";
        }
        if (words.size() > MAX_WORDS) {
            return "must have at most " + MAX_WORDS + " words";
        }
        return UnicodeText.violation(text);
    }

    private static Filter inAnyField(String word, List<ViewField> fields, ViewType<?> view) {
        return new Filter.Or(fields.stream()
                .map(field -> KeptText.filter(view, new Filter.Compare(field, Operator.HAS, List.of(word))))
                .toList());
    }
}
