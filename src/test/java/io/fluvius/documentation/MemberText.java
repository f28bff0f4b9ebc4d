package io.fluvius.documentation;

import static java.util.stream.Collectors.joining;

import io.fluvius.domain.Trimmed;
import io.fluvius.domain.record.SingleValue;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes a member of a message: its name in JSON and its constraints. */
record MemberText(String name, String type, String constraints) {

    private static final Map<Type, String> TYPES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(BigDecimal.class, "number"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(Instant.class, "date-time"),
            Map.entry(LocalDate.class, "date"));

    static MemberText of(RecordComponent component) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        Stream<String> constraints = Stream.of(
                        optional ? Stream.of("optional") : Stream.<String>empty(),
                        own(component, component.getType()),
                        inner(component.getGenericType()))
                .flatMap(it -> it);
        return new MemberText(
                component.getName(), type(component.getGenericType()), constraints.collect(joining("; ")));
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            String collection =
                    ((Class<?>) generic.getRawType()).getSimpleName().toLowerCase(java.util.Locale.ROOT);
            return collection + " of " + type(generic.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants()).map(Object::toString).collect(joining(", ", "one of ", ""));
        }
        return SingleValue.isWrapper(plain) ? type(SingleValue.of(plain).type()) : TYPES.get(plain);
    }

    /** Returns the constraints of a value record, also if it is the element of a list. */
    private static Stream<String> inner(Type type) {
        if (type instanceof ParameterizedType generic) {
            return inner(generic.getActualTypeArguments()[0]).map(it -> "each " + it);
        }
        Class<?> plain = (Class<?>) type;
        if (!SingleValue.isWrapper(plain)) {
            return Stream.empty();
        }
        RecordComponent only = plain.getRecordComponents()[0];
        return own(only, only.getType());
    }

    private static Stream<String> own(RecordComponent component, Class<?> type) {
        Stream<String> constraints = Arrays.stream(field(component))
                .filter(it -> it.annotationType().isAnnotationPresent(Constraint.class))
                .map(it -> words(it, type == String.class ? "characters" : "elements"));
        return component.isAnnotationPresent(Trimmed.class)
                ? Stream.concat(constraints, Stream.of("white space around it is removed"))
                : constraints;
    }

    private static Annotation[] field(RecordComponent component) {
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotations();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String words(Annotation constraint, String units) {
        return switch (constraint) {
            case NotBlank blank -> "not blank";
            case Email email -> "an e-mail address";
            case Size size -> (size.min() == 0 ? "at most " : size.min() + " to ") + size.max() + " " + units;
            case Pattern pattern ->
                pattern.message().startsWith("{") ? "`" + pattern.regexp() + "`" : pattern.message();
            default ->
                constraint.annotationType().isAnnotationPresent(Email.class)
                        ? "an e-mail address"
                        : constraint.annotationType().getSimpleName();
        };
    }
}
