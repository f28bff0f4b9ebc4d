package io.fluvius.domain.record;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How records of a type are made and taken apart. Looked up once a type, for reflection makes everything anew each time it
 * is asked. Safe for use by many threads.
 */
public final class RecordType {

    private static final ClassValue<RecordType> KNOWN = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return new RecordType(type);
        }
    };

    private final Constructor<?> constructor;
    private final List<Member> members;

    private RecordType(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.members = Stream.of(components).map(Member::of).toList();
        this.constructor = constructor(
                type, Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    }

    /** @throws IllegalArgumentException when the type is no record */
    public static RecordType of(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is no record");
        }
        return KNOWN.get(type);
    }

    /**
     * A component.
     *
     * @param nullable whether it may be left out
     */
    public record Member(String name, Type type, boolean nullable, Method accessor) {

        private static Member of(RecordComponent component) {
            component.getAccessor().setAccessible(true);
            return new Member(
                    component.getName(),
                    component.getGenericType(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.getAccessor());
        }

        /** What a record has there. */
        public @Nullable Object of(Record holder) {
            try {
                return accessor.invoke(holder);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("Cannot read " + accessor, impossible);
            }
        }
    }

    public List<Member> members() {
        return members;
    }

    /** A record with these values; what its constructor throws is thrown on. */
    public Object create(Collection<? extends @Nullable Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException("The constructor " + constructor + " failed", failure.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot call " + constructor, impossible);
        }
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>[] parameters) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("Every record has a canonical constructor", impossible);
        }
    }
}
