package io.fluvius.documentation;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fluvius.domain.AtLeastOne;
import io.fluvius.domain.Creating;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.SealedFamily;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** Writes the messages of a domain as a document, from its records and their Javadoc. */
final class MessageCatalogue {

    private static final String HEAD = """
            # Messages

            The commands, events and rejections of every domain, and the fields of its state. This page is generated from the code:
            `MessageCatalogueTest` fails if the page differs, and generates it again with

            <!-- not run: writes this file -->
            ```console
            $ mvn test -Dtest=MessageCatalogueTest -Dfluvius.docs.write=true
            ```

            A member is required unless it is marked as optional. [The query language](query-language.md) describes the operators.
            """;

    private final DomainDefinition domain;

    private MessageCatalogue(DomainDefinition domain) {
        this.domain = domain;
    }

    static String ofMainCode() {
        return HEAD
                + MainDomains.definitions().stream()
                        .map(it -> new MessageCatalogue(it).text())
                        .collect(joining());
    }

    private String text() {
        return "\n# Resource `%s`\n\nFound at `/api/%s`.\n".formatted(domain.name(), domain.path())
                + "\n## Commands of `%s`\n".formatted(domain.name())
                + each(domain.commands(), this::command)
                + "\n## Events of `%s`\n\n".formatted(domain.name())
                + "| stored as | revision | members | meaning |\n|---|---|---|---|\n"
                + each(domain.events(), this::event)
                + "\n## Rejections of `%s`\n\n".formatted(domain.name())
                + "| rejection | members | meaning |\n|---|---|---|\n"
                + each(domain.rejections(), this::rejection)
                + "\n## State of `%s`\n\n".formatted(domain.name())
                + fields(ViewType.of(domain.name(), domain.view()))
                + domain.furtherViews().stream()
                        .map(MessageCatalogue::furtherView)
                        .collect(joining());
    }

    private static String furtherView(DomainDefinition.FurtherView view) {
        ViewType<?> type = ViewType.of(view.name(), view.view());
        return "\n## State of `%s`\n\nFound at `/api/%s`.".formatted(view.name(), view.path())
                + (type.isOneRowPerAggregate()
                        ? ""
                        : " There are several for each aggregate, which `%s` names."
                                .formatted(type.aggregateField().name()))
                + "\n\n"
                + fields(type);
    }

    private static String fields(ViewType<?> view) {
        return "| field | type | may be null | operators | sortable | indexed | searched |\n|---|---|---|---|---|---|---|\n"
                + view.fields().stream().map(MessageCatalogue::field).collect(joining());
    }

    private static String each(Class<?> family, Function<Class<? extends Record>, String> text) {
        return SealedFamily.members(family).stream().map(text).collect(joining());
    }

    private String command(Class<? extends Record> command) {
        JsonClassDescription description = command.getAnnotation(JsonClassDescription.class);
        return "\n### `%s`\n\n%s%s\n\n%s"
                .formatted(
                        Names.kebab(command),
                        description == null ? "" : description.value(),
                        Creating.class.isAssignableFrom(command) ? " Creates the " + domain.name() + "." : "",
                        payload(command));
    }

    private static String payload(Class<? extends Record> command) {
        if (command.getRecordComponents().length == 0) {
            return "No payload.\n";
        }
        return (command.isAnnotationPresent(AtLeastOne.class) ? "At least one member must be there.\n\n" : "")
                + "| member | type | constraints |\n|---|---|---|\n"
                + Arrays.stream(command.getRecordComponents())
                        .map(MemberText::of)
                        .map(it -> "| `%s` | %s | %s |\n".formatted(it.name(), it.type(), it.constraints()))
                        .collect(joining());
    }

    private String event(Class<? extends Record> event) {
        Revision revision = event.getAnnotation(Revision.class);
        return "| `%s.%s` | %s | %s | %s |\n"
                .formatted(
                        domain.name(),
                        Names.kebab(event),
                        revision == null ? "none" : revision.value(),
                        members(event),
                        comment(event));
    }

    private String rejection(Class<? extends Record> rejection) {
        return "| `%s` | %s | %s |\n".formatted(Names.kebab(rejection), members(rejection), comment(rejection));
    }

    private static String members(Class<? extends Record> message) {
        return Arrays.stream(message.getRecordComponents())
                .map(it -> "`" + it.getName() + "` " + MemberText.of(it).type() + (optional(it) ? ", optional" : ""))
                .collect(joining("; "));
    }

    private static boolean optional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static String field(ViewField field) {
        List<String> operators =
                field.type().operators().stream().map(Operator::text).toList();
        return "| `%s` | %s | %s | `%s` | %s | %s | %s |\n"
                .formatted(
                        field.name(),
                        Stream.concat(Stream.of(field.type().text()), names(field))
                                .collect(joining(": ")),
                        field.nullable() ? "yes" : "no",
                        String.join(" ", operators),
                        field.isSortable() ? "yes" : "no",
                        field.indexed() ? "yes" : "no",
                        field.searched() ? "yes" : "no");
    }

    private static Stream<String> names(ViewField field) {
        return field.names().isEmpty() ? Stream.empty() : Stream.of(String.join(", ", field.names()));
    }

    /** Returns the Javadoc of a record, which only the source has. */
    private static String comment(Class<? extends Record> message) {
        Path source =
                Path.of("src/main/java", message.getName().replace('.', '/').replaceFirst("\\$.*", "") + ".java");
        Matcher comment = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)*record " + message.getSimpleName()
                                + "\\b",
                        Pattern.DOTALL)
                .matcher(read(source));
        return comment.find()
                ? comment.group(1).replaceAll("\\s*\n\\s*\\*\\s*", " ").strip()
                : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
