package io.fluvius.domain.view;

import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Unindexed;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.SingleValue;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A component of a view's record, with its field.
 *
 * @param field the field that queries see
 * @param accessor reads the component
 * @param type the component's own Java type
 * @param value how a record around a single value is opened and closed; null when the component is no such record
 * @param stamp what the read model fills the component with; null when it does not
 */
record ViewComponent(
        ViewField field,
        Method accessor,
        Class<?> type,
        @Nullable SingleValue value,
        Stamped.@Nullable With stamp) {

    private static final Map<Class<?>, FieldType> TYPES = Map.ofEntries(
            Map.entry(String.class, FieldType.TEXT),
            Map.entry(int.class, FieldType.INTEGER),
            Map.entry(Integer.class, FieldType.INTEGER),
            Map.entry(long.class, FieldType.INTEGER),
            Map.entry(Long.class, FieldType.INTEGER),
            Map.entry(BigDecimal.class, FieldType.NUMBER),
            Map.entry(boolean.class, FieldType.BOOLEAN),
            Map.entry(Boolean.class, FieldType.BOOLEAN),
            Map.entry(Instant.class, FieldType.DATE_TIME),
            Map.entry(LocalDate.class, FieldType.DATE),
            Map.entry(UUID.class, FieldType.UUID));

    static ViewComponent of(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        Class<?> type = component.getType();
        SingleValue value = type.isRecord() ? SingleValue.of(type) : null;
        RecordComponent holder = value == null ? component : type.getRecordComponents()[0];
        Class<?> inner = holder.getType();
        FieldType fieldType = fieldType(holder, inner);
        boolean searched = component.isAnnotationPresent(Searched.class);
        if (searched && fieldType != FieldType.TEXT) {
            throw new IllegalArgumentException("Only text can be searched: " + component);
        }
        ViewField field = new ViewField(
                component.getName(),
                Names.snake(component.getName()),
                fieldType,
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                names(inner),
                searched,
                !component.isAnnotationPresent(Unindexed.class));
        Stamped stamped = component.getAnnotation(Stamped.class);
        return new ViewComponent(field, accessor, type, value, stamped == null ? null : stamped.value());
    }

    /** The component as the record holds it. */
    @Nullable Object raw(Record view) {
        return invoke(accessor, view);
    }

    /** What a record holds in one of its components. */
    static @Nullable Object valueOf(RecordComponent component, Record record) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return invoke(accessor, record);
    }

    private static @Nullable Object invoke(Method accessor, Record record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot read " + accessor, failure);
        }
    }

    /** The component's value as its field type says. */
    @Nullable Object read(Record view) {
        Object raw = raw(view);
        Object opened = raw != null && value != null ? value.inside(raw) : raw;
        return switch (opened) {
            case null -> null;
            case Integer number -> number.longValue();
            case Enum<?> constant -> constant.name();
            default -> opened;
        };
    }

    /** The component's value, which cannot be absent. */
    Object require(Record view) {
        return Objects.requireNonNull(read(view), field.name());
    }

    /** What the record holds for a value as the field type says; the inverse of {@link #read}. */
    @Nullable Object wrap(@Nullable Object plain) {
        if (plain == null) {
            return null;
        }
        Object inner = narrowed(plain, value == null ? type : value.type());
        return value == null ? inner : value.close(inner);
    }

    private Object narrowed(Object plain, Class<?> target) {
        return switch (field.type()) {
            case INTEGER -> target == int.class || target == Integer.class ? Math.toIntExact((Long) plain) : plain;
            case ENUM -> constant(target, (String) plain);
            case TEXT_SET -> new TreeSet<>((Set<?>) plain);
            default -> plain;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(Class<?> type, String name) {
        return Enum.valueOf((Class) type, name);
    }

    private static List<String> names(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(it -> ((Enum<?>) it).name())
                        .toList()
                : List.of();
    }

    private static FieldType fieldType(RecordComponent component, Class<?> type) {
        if (type.isEnum()) {
            return FieldType.ENUM;
        }
        if (type == Set.class && elementOf(component) == String.class) {
            return FieldType.TEXT_SET;
        }
        FieldType found = TYPES.get(type);
        if (found == null) {
            throw new IllegalArgumentException("A view cannot hold a " + type.getName() + ": " + component);
        }
        return found;
    }

    private static @Nullable Object elementOf(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : null;
    }
}
