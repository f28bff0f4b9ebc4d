package io.fluvius.kernel.command;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Makes records from the values of their components, and takes them apart. */
final class Records {

    private Records() {}

    /** The record of that type; what its constructor throws is thrown on. */
    static Object create(Class<?> type, Collection<? extends @Nullable Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException("The constructor of " + type.getName() + " failed", failure.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot make a " + type.getName(), impossible);
        }
    }

    /** What a record has in a component. */
    static @Nullable Object value(RecordComponent component, Record holder) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot read " + component, impossible);
        }
    }
}
