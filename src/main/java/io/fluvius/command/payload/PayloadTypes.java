package io.fluvius.command.payload;

import io.fluvius.domain.Trimmed;
import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.record.RecordType.Component;
import io.fluvius.domain.record.SingleValue;
import io.fluvius.problem.StartupRefusedException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verifies at startup that {@link PayloadBinder} can bind a payload. Used by one thread. */
public final class PayloadTypes {

    private static final String REMEDY =
            "Use text, int, long, BigDecimal, boolean, UUID, Instant, LocalDate, an enum, a record, or a List or Set of these,"
                    + " and mark what can be left out with org.jspecify.annotations.Nullable.";

    private final Set<Class<?>> verified = new HashSet<>();
    private final Deque<Class<?>> enclosing = new ArrayDeque<>();

    /**
     * Verifies the components of a payload, and those of the records in it.
     *
     * @throws StartupRefusedException if a component has an unsupported type or an annotation that would be ignored
     */
    public void verify(Class<?> payload) {
        if (verified.add(payload)) {
            enclosing.push(payload);
            RecordType.of(payload).components().forEach(component -> verify(payload, component));
            enclosing.pop();
        }
    }

    private void verify(Class<?> owner, Component component) {
        verify(owner, component, component.type());
        if (annotations(component.declaration()).anyMatch(PayloadTypes::isForeignNullable)) {
            throw refusal(owner, component, "is marked with a Nullable that is not that of JSpecify");
        }
        if (component.declaration().isAnnotationPresent(Trimmed.class) && component.type() != String.class) {
            throw refusal(owner, component, "is marked with Trimmed, but is no text");
        }
    }

    private void verify(Class<?> owner, Component component, Type type) {
        if (type instanceof ParameterizedType generic && isCollection(generic)) {
            verify(owner, component, generic.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> plain && SingleValue.isWrapper(plain)) {
            verify(owner, component, SingleValue.of(plain).type());
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            if (enclosing.contains(plain)) {
                throw refusal(owner, component, "contains a " + plain.getSimpleName() + ", which contains it");
            }
            verify(plain);
        } else if (!(type instanceof Class<?> plain && ValueBinder.supports(plain))) {
            throw refusal(owner, component, "has the type " + type.getTypeName() + ", which is not supported");
        }
    }

    private static boolean isCollection(ParameterizedType type) {
        return type.getRawType() == List.class || type.getRawType() == Set.class;
    }

    private static StartupRefusedException refusal(Class<?> owner, Component component, String flaw) {
        return new StartupRefusedException(
                "The component " + component.name() + " of " + owner.getName() + " " + flaw + ".", REMEDY);
    }

    private static Stream<Annotation> annotations(RecordComponent component) {
        return Stream.of(
                        component.getAnnotations(),
                        component.getAccessor().getAnnotations(),
                        component.getAnnotatedType().getAnnotations())
                .flatMap(Arrays::stream);
    }

    private static boolean isForeignNullable(Annotation annotation) {
        Class<?> type = annotation.annotationType();
        return type.getSimpleName().equals("Nullable") && type != Nullable.class;
    }
}
