package io.fluvius.operations.deadletter;

import io.fluvius.domain.text.StoredJson;
import io.fluvius.operations.DeadLetter;
import io.fluvius.query.HistoryEntry;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of a test. Texts of users are in text blocks, with everything escaped that could end one or hide what it contains.
 *
 * @param handler the class with the event handlers
 * @param history the events of the aggregate up to that of the letter
 */
record TestSource(DeadLetter letter, Class<?> handler, List<HistoryEntry> history) {

    private static final int MAX_MESSAGE = 200;

    String ofProjection() {
        String events = history.stream()
                .map(it ->
                        "        projection.when(AGGREGATE, Instant.parse(\"" + it.at() + "\"), " + stored(it) + ");\n")
                .collect(Collectors.joining());
        return head(
                        history,
                        Stream.of(
                                "io.fluvius.domain.fixture.ProjectionFixture",
                                "java.time.Instant",
                                "java.util.UUID",
                                "org.junit.jupiter.api.Test"))
                + """

                    private static final UUID AGGREGATE = UUID.fromString("%s");

                    private final ProjectionFixture projection = ProjectionFixture.of(new %s());

                    @Test
                    void the_parked_event_is_handled() throws Exception {
                %s    }
                }
                """.formatted(letter.event().aggregateId(), handlerName(), events);
    }

    /** Automations have no state, so the event alone is enough. */
    String ofAutomation() {
        return head(
                        List.of(history.getLast()),
                        Stream.of(
                                "io.fluvius.domain.fixture.AutomationFixture",
                                "io.fluvius.domain.fixture.ProjectionFixture",
                                "org.junit.jupiter.api.Test"))
                + """

                    private final AutomationFixture automation = AutomationFixture.of(new %s());

                    @Test
                    void the_parked_event_is_handled() throws Exception {
                        automation.when(%s);
                    }
                }
                """.formatted(handlerName(), stored(history.getLast()));
    }

    private String head(List<HistoryEntry> shown, Stream<String> imports) {
        Stream<String> events = shown.stream().map(it -> it.data().getClass().getCanonicalName());
        String sorted = Stream.concat(imports, events).collect(Collectors.toCollection(TreeSet::new)).stream()
                .map(it -> "import " + it + ";\n")
                .collect(Collectors.joining());
        DeadLetter.Event event = letter.event();
        DeadLetter.Cause cause = letter.cause();
        return "package " + handler.getPackageName() + ";\n\n" + sorted + "\n"
                + "// " + event.resource() + " " + event.aggregateId() + ": " + letter.processor()
                + " could not handle its event " + event.version() + ", " + event.type() + ".\n"
                + (cause == null ? "" : "// " + comment(cause.type() + ": " + cause.message()) + "\n")
                + "class " + history.getLast().data().getClass().getSimpleName() + "IsHandledTest {\n";
    }

    private String handlerName() {
        return handler.getCanonicalName().substring(handler.getPackageName().length() + 1);
    }

    private static String stored(HistoryEntry event) {
        return "ProjectionFixture.stored(" + event.data().getClass().getSimpleName()
                + ".class, \"\"\"\n                "
                + literal(StoredJson.mapper().writeValueAsString(event.data())) + "\"\"\")";
    }

    /** JSON as the content of a text block. What would be invisible, or change the direction of the text, is escaped as in JSON. */
    private static String literal(String json) {
        StringBuilder literal = new StringBuilder();
        json.codePoints().forEach(it -> {
            if (it == '\\') {
                literal.append("\\\\");
            } else if (isVisible(it)) {
                literal.appendCodePoint(it);
            } else {
                for (char unit : Character.toChars(it)) {
                    literal.append("\\\\u%04x".formatted((int) unit));
                }
            }
        });
        return literal.toString();
    }

    /** A text as a part of a comment, which it cannot end. */
    private static String comment(@Nullable String text) {
        String line = String.valueOf(text)
                .codePoints()
                .limit(MAX_MESSAGE)
                .map(it -> isVisible(it) ? it : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        // Java reads backslash-u before it knows that this is a comment
        return line.replace('\\', '/');
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
