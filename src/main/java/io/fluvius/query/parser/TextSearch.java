package io.fluvius.query.parser;

import io.fluvius.domain.text.UnicodeText;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Filter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person types into a search box, as a filter: every word stands in some searched field, case ignored. */
final class TextSearch {

    /** More words than this are no search but a document. */
    static final int MAX_WORDS = 20;

    private static final String POINTER = "/text";
    /** Unicode's white space, which is more than {@code \s}: also the no-break and the ideographic space. */
    private static final Pattern BLANKS = Pattern.compile("\\p{IsWhite_Space}+");

    private TextSearch() {}

    /** The filter; one that holds for all rows when there is no word, or after a fault was added. */
    static Filter filter(String text, ViewType<?> view, QueryFaults faults) {
        List<ViewField> fields =
                view.fields().stream().filter(ViewField::searched).toList();
        List<String> words =
                BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
        String flaw = flaw(text, words, fields);
        if (flaw != null) {
            faults.add(POINTER, flaw);
            return Filter.ALL;
        }
        return new Filter.And(words.stream().map(word -> anywhere(word, fields)).toList());
    }

    private static @Nullable String flaw(String text, List<String> words, List<ViewField> fields) {
        if (fields.isEmpty()) {
            return "cannot be asked: no field is searched";
        }
        if (words.size() > MAX_WORDS) {
            return "must have at most " + MAX_WORDS + " words";
        }
        return UnicodeText.violation(text);
    }

    private static Filter anywhere(String word, List<ViewField> fields) {
        return new Filter.Or(fields.stream()
                .<Filter>map(field -> new Filter.Compare(field, Operator.HAS, List.of(word)))
                .toList());
    }
}
