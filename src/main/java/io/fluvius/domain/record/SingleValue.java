package io.fluvius.domain.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/**
 * A record around one value that is marked {@link JsonValue}, such as {@code UserId}: in JSON and in columns it is the
 * bare value.
 *
 * @param type the type of the value inside
 */
public record SingleValue(Class<?> type, Method accessor, Constructor<?> constructor) {

    /** Looked up once a type, for reflection makes everything anew each time it is asked. */
    private static final ClassValue<Optional<SingleValue>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<SingleValue> computeValue(Class<?> type) {
            return isAroundOne(type) ? Optional.of(opened(type)) : Optional.empty();
        }
    };

    /** Whether a type is a record with exactly one component that is marked {@link JsonValue}. */
    public static boolean is(Class<?> type) {
        return KNOWN.get(type).isPresent();
    }

    /**
     * How that record is opened and closed.
     *
     * @throws IllegalArgumentException unless it {@link #is} one
     */
    public static SingleValue of(Class<?> record) {
        return KNOWN.get(record)
                .orElseThrow(
                        () -> new IllegalArgumentException(record.getName() + " is no record around a single value"));
    }

    private static boolean isAroundOne(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }

    private static SingleValue opened(Class<?> record) {
        RecordComponent only = record.getRecordComponents()[0];
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(only.getType());
            constructor.setAccessible(true);
            only.getAccessor().setAccessible(true);
            return new SingleValue(only.getType(), only.getAccessor(), constructor);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalArgumentException(record.getName(), impossible);
        }
    }

    /**
     * The value inside a record of that kind.
     *
     * @throws IllegalArgumentException unless it {@link #is} one
     */
    public static Object open(Record record) {
        return of(record.getClass()).inside(record);
    }

    /** The value inside a record. */
    public Object inside(Object record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot open " + record, failure);
        }
    }

    /** A record around a value. */
    public Object close(Object value) {
        try {
            return constructor.newInstance(value);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot put " + value + " into " + constructor, failure);
        }
    }
}
