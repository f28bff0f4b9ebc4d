package io.fluvius.documentation;

import static java.util.stream.Collectors.joining;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parts of the reference of the query language that are written from the code, each between two comments. */
final class QueryLanguageReference {

    private static final Pattern GENERATED =
            Pattern.compile("(<!-- generated: (.*?) -->\n).*?(<!-- end -->\n)", Pattern.DOTALL);

    private QueryLanguageReference() {}

    /** Returns the names of the parts of a document. */
    static List<String> parts(String document) {
        return GENERATED.matcher(document).results().map(part -> part.group(2)).toList();
    }

    /** Returns the document with each of these parts written from the code. */
    static String rewritten(String document) {
        Map<String, String> parts = ofMainCode();
        return GENERATED.matcher(document).replaceAll(part -> Matcher.quoteReplacement(text(part, parts)));
    }

    private static String text(MatchResult part, Map<String, String> parts) {
        return part.group(1) + "\n" + parts.getOrDefault(part.group(2), "Nobody knows this.\n") + "\n" + part.group(3);
    }

    /** Returns every part by its name. */
    static Map<String, String> ofMainCode() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("operators of types", operators());
        for (DomainDefinition domain : MainDomains.definitions()) {
            parts.put("fields of " + domain.name(), fields(ViewType.of(domain.name(), domain.view())));
            domain.furtherViews()
                    .forEach(view ->
                            parts.put("fields of " + view.name(), fields(ViewType.of(view.name(), view.view()))));
        }
        return parts;
    }

    /** Types with the same operators share a row. */
    private static String operators() {
        Map<Set<Operator>, String> types = new LinkedHashMap<>();
        for (FieldType type : FieldType.values()) {
            types.merge(type.operators(), type.text(), (some, more) -> some + ", " + more);
        }
        return "| type | operators |\n|---|---|\n"
                + types.entrySet().stream()
                        .map(row -> "| %s | `%s` |\n".formatted(row.getValue(), names(row.getKey())))
                        .collect(joining());
    }

    private static String names(Set<Operator> operators) {
        return operators.stream().map(Operator::text).collect(joining(" "));
    }

    private static String fields(ViewType<?> view) {
        return "| field | type | may be null | sortable | indexed | searched | such as |\n|---|---|---|---|---|---|---|\n"
                + view.fields().stream().map(QueryLanguageReference::field).collect(joining());
    }

    private static String field(ViewField field) {
        return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        field.name(),
                        Stream.concat(Stream.of(field.type().text()), Stream.of(String.join(", ", field.names())))
                                .filter(text -> !text.isEmpty())
                                .collect(joining(": ")),
                        yesOrNo(field.nullable()),
                        yesOrNo(field.isSortable()),
                        yesOrNo(field.indexed()),
                        yesOrNo(field.searched()),
                        Arrays.stream(shown(field)).map(it -> "`" + it + "`").collect(joining(", ")));
    }

    /** Returns an example of a statement and one of its negation. */
    private static String[] shown(ViewField field) {
        List<String> examples = field.examples();
        return new String[] {
            examples.getFirst(),
            examples.stream().filter(it -> it.contains("!")).findFirst().orElseThrow()
        };
    }

    private static String yesOrNo(boolean holds) {
        return holds ? "yes" : "no";
    }
}
