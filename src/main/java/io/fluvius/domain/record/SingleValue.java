package io.fluvius.domain.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Wraps and unwraps a record whose only component is marked {@link JsonValue}, such as {@code UserId}. JSON and columns
 * contain the value of that component instead of the record.
 *
 * @param record the type of the wrapper
 * @param component its only component
 */
public record SingleValue(RecordType record, RecordType.Component component) {

    private static final ClassValue<Optional<SingleValue>> CACHE = new ClassValue<>() {
        @Override
        protected Optional<SingleValue> computeValue(Class<?> type) {
            return type.isRecord() ? wrapper(RecordType.of(type)) : Optional.empty();
        }
    };

    /** Whether a type is a record with exactly one component, which is marked {@link JsonValue}. */
    public static boolean isWrapper(Class<?> type) {
        return CACHE.get(type).isPresent();
    }

    /**
     * Returns how the records of a type are wrapped and unwrapped.
     *
     * @throws IllegalArgumentException unless the type {@linkplain #isWrapper is a wrapper}
     */
    public static SingleValue of(Class<?> type) {
        return CACHE.get(type)
                .orElseThrow(
                        () -> new IllegalArgumentException(type.getName() + " is not a record around a single value"));
    }

    /**
     * Returns the value inside a record.
     *
     * @throws IllegalArgumentException unless its type {@linkplain #isWrapper is a wrapper}
     */
    public static @Nullable Object unwrap(Object wrapper) {
        return of(wrapper.getClass()).component.get(wrapper);
    }

    /**
     * Returns a record around a value.
     *
     * @throws IllegalArgumentException as the constructor throws it, when the value violates an invariant of the record
     * @throws IllegalStateException when the constructor throws another exception, which is the cause
     */
    public Object wrap(Object value) {
        return record.create(value);
    }

    /** The type of the value inside. */
    public Class<?> type() {
        return component.declaration().getType();
    }

    private static Optional<SingleValue> wrapper(RecordType record) {
        return Optional.of(record.components())
                .filter(components -> components.size() == 1)
                .map(components -> new SingleValue(record, components.getFirst()))
                .filter(it -> it.component.declaration().getAccessor().isAnnotationPresent(JsonValue.class));
    }
}
