package io.fluvius.domain.view;

import io.fluvius.domain.PersonalData;
import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Text;
import io.fluvius.domain.Unindexed;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.record.SingleValue;
import io.fluvius.domain.text.StoredPrecision;
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
import org.springframework.util.ClassUtils;

/**
 * A component of the record of a view, with its field.
 *
 * @param field the field as queries use it
 * @param component reads the component
 * @param wrapper wraps and unwraps the component; null unless its type is a record around a single value
 * @param stamp what the read model sets the component to; null when the projection sets it
 */
record ViewComponent(
        ViewField field,
        RecordType.Component component,
        @Nullable SingleValue wrapper,
        Stamped.@Nullable With stamp) {

    private static final Map<Class<?>, FieldType> TYPES = Map.of(
            String.class, FieldType.TEXT,
            Integer.class, FieldType.INTEGER,
            Long.class, FieldType.INTEGER,
            BigDecimal.class, FieldType.NUMBER,
            Boolean.class, FieldType.BOOLEAN,
            Instant.class, FieldType.DATE_TIME,
            LocalDate.class, FieldType.DATE,
            UUID.class, FieldType.UUID);

    /**
     * Derives the field of a component.
     *
     * @throws IllegalArgumentException when a view does not support the type of the component, or a component that is marked
     *     {@link Searched} does not hold text
     */
    static ViewComponent of(RecordType.Component component) {
        RecordComponent declaration = component.declaration();
        Class<?> type = declaration.getType();
        SingleValue wrapper = type.isRecord() ? SingleValue.of(type) : null;
        RecordComponent holder =
                wrapper == null ? declaration : wrapper.component().declaration();
        FieldType fieldType = fieldType(holder);
        boolean searched = declaration.isAnnotationPresent(Searched.class);
        if (searched && fieldType != FieldType.TEXT) {
            throw new IllegalArgumentException("A component marked @Searched must hold text: " + declaration);
        }
        ViewField field = new ViewField(
                component.name(),
                Names.snake(component.name()),
                fieldType,
                component.nullable(),
                names(holder.getType()),
                searched,
                !declaration.isAnnotationPresent(Unindexed.class),
                declaration.isAnnotationPresent(PersonalData.class) || type.isAnnotationPresent(PersonalData.class));
        Stamped stamped = declaration.getAnnotation(Stamped.class);
        return new ViewComponent(field, component, wrapper, stamped == null ? null : stamped.value());
    }

    /** The value of the field in a view; its Java type is that of the {@link FieldType}. */
    @Nullable Object fieldValue(Record view) {
        Object held = component.get(view);
        Object plain =
                held == null || wrapper == null ? held : wrapper.component().get(held);
        return switch (plain) {
            case null -> null;
            case Integer number -> number.longValue();
            case Enum<?> constant -> constant.name();
            default -> plain;
        };
    }

    /** The value of the component, as a row stores it: numbers and times have the precision of a column. */
    @Nullable Object storedValue(Record view) {
        boolean isRounded = field.type() == FieldType.NUMBER || field.type() == FieldType.DATE_TIME;
        return isRounded ? toComponentValue(fieldValue(view)) : component.get(view);
    }

    /** The value of a field that every view has. */
    Object requiredFieldValue(Record view) {
        return Objects.requireNonNull(fieldValue(view), field.name());
    }

    /** Converts a value of the field to one of the component; the inverse of {@link #fieldValue}. */
    @Nullable Object toComponentValue(@Nullable Object fieldValue) {
        if (fieldValue == null) {
            return null;
        }
        Object narrowed =
                narrowed(fieldValue, wrapper == null ? component.declaration().getType() : wrapper.type());
        return wrapper == null ? narrowed : wrapper.wrap(narrowed);
    }

    private Object narrowed(Object value, Class<?> target) {
        return switch (field.type()) {
            case INTEGER -> target == int.class || target == Integer.class ? Math.toIntExact((Long) value) : value;
            case ENUM -> constant(target, (String) value);
            case TEXT_SET -> new TreeSet<>((Set<?>) value);
            case NUMBER -> StoredPrecision.stored((BigDecimal) value);
            case DATE_TIME -> StoredPrecision.stored((Instant) value);
            default -> value;
        };
    }

    /** Returns a text as the component keeps it: in normalization form C, and as the constructor of its type changes it. */
    String kept(String text) {
        String normalized = Text.normalized(text);
        if (wrapper == null || wrapper.type() != String.class) {
            return normalized;
        }
        try {
            return (String) Objects.requireNonNull(wrapper.component().get(wrapper.wrap(normalized)));
        } catch (IllegalArgumentException noSuchValue) {
            return normalized;
        }
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

    private static FieldType fieldType(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum()) {
            return FieldType.ENUM;
        }
        if (component.getGenericType() instanceof ParameterizedType set
                && set.getRawType() == Set.class
                && set.getActualTypeArguments()[0] == String.class) {
            return FieldType.TEXT_SET;
        }
        FieldType found = TYPES.get(ClassUtils.resolvePrimitiveIfNecessary(type));
        if (found == null) {
            throw new IllegalArgumentException("A view does not support the type " + type.getName() + ": " + component);
        }
        return found;
    }
}
