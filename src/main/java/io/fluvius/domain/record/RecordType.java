package io.fluvius.domain.record;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates records of a type and reads their components. Each type is reflected upon once and then cached, because
 * reflection copies its results on every call. Immutable and safe for use by many threads.
 */
public final class RecordType {

    private static final ClassValue<RecordType> CACHE = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return new RecordType(type);
        }
    };

    private final Constructor<?> constructor;
    private final List<Component> components;

    private RecordType(Class<?> type) {
        this.components =
                Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        this.constructor = canonicalConstructor(type);
    }

    /**
     * Returns the reader of a record class.
     *
     * @throws IllegalArgumentException when the type is not a record
     */
    public static RecordType of(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type + " is not a record");
        }
        return CACHE.get(type);
    }

    /** The components, in the order of their declaration. */
    public List<Component> components() {
        return components;
    }

    /**
     * Creates a record.
     *
     * @param values one for each component, in the order of their declaration
     * @throws IllegalArgumentException as the constructor throws it, when the values violate an invariant of the record
     * @throws IllegalStateException when the constructor throws another exception, which is the cause
     */
    public Object create(@Nullable Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof IllegalArgumentException violation) {
                throw violation;
            }
            throw new IllegalStateException("The constructor " + constructor + " failed", failure.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot call " + constructor, impossible);
        }
    }

    private static Constructor<?> canonicalConstructor(Class<?> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("Every record has a canonical constructor", impossible);
        }
    }

    /**
     * A component of a record class.
     *
     * @param name its name
     * @param type its declared type, with type arguments
     * @param nullable whether it is marked {@link Nullable}
     * @param declaration the declaration, with its annotations
     */
    public record Component(String name, Type type, boolean nullable, RecordComponent declaration) {

        private static Component of(RecordComponent declaration) {
            declaration.getAccessor().setAccessible(true);
            return new Component(
                    declaration.getName(),
                    declaration.getGenericType(),
                    declaration.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    declaration);
        }

        /** Reads the component of a record. */
        public @Nullable Object get(Object owner) {
            try {
                return declaration.getAccessor().invoke(owner);
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException("Cannot read " + declaration, failure);
            }
        }
    }
}
