package io.fluvius.domain.view;

import io.fluvius.domain.Large;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.RecordType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel derives from a view's record: its fields with types and columns, and how to take a record apart and
 * put one together. Built once a view; immutable.
 *
 * <p>Components may be {@link String}, {@code int}, {@code long}, {@link java.math.BigDecimal}, {@code boolean},
 * {@link Instant}, {@link java.time.LocalDate}, {@link UUID}, an enum, a {@code Set<String>}, or a record around one of
 * these, such as {@code UserId}. A component that may be null is marked {@link Nullable}.
 *
 * @param <V> the view
 */
public final class ViewType<V extends Record> {

    private final String resource;
    private final Class<V> record;
    private final Map<String, ViewComponent> components = new LinkedHashMap<>();
    private final RecordType constructor;

    private ViewType(String resource, Class<V> record) {
        this.resource = resource;
        this.record = record;
        this.constructor = RecordType.of(record);
        constructor.components().forEach(it -> components.put(it.name(), ViewComponent.of(it)));
        requireComponents();
    }

    /**
     * What can be derived from a record.
     *
     * @param resource the name of the resource that the view shows
     * @throws IllegalArgumentException when a component has an unsupported type, there is no component {@code id} that
     *     holds a UUID, or none that is stamped with the version
     */
    public static <V extends Record> ViewType<V> of(String resource, Class<V> record) {
        return new ViewType<>(resource, record);
    }

    /** The name of the resource: {@code user}. */
    public String resource() {
        return resource;
    }

    /** The record itself. */
    public Class<V> record() {
        return record;
    }

    /** Whether it may have so many rows that no query should read all of them. */
    public boolean isLarge() {
        return record.isAnnotationPresent(Large.class);
    }

    /** The name of the table that holds the rows: {@code user_view}. */
    public String table() {
        return Names.snake(record.getSimpleName());
    }

    /** Every field, in the order of the record's components. */
    public List<ViewField> fields() {
        return components.values().stream().map(ViewComponent::field).toList();
    }

    /** The field with that name. */
    public Optional<ViewField> field(String name) {
        return Optional.ofNullable(components.get(name)).map(ViewComponent::field);
    }

    /** The identifier of a row. */
    public UUID id(V view) {
        return (UUID) component("id").requiredFieldValue(view);
    }

    /** The version of a row: the sequence number of the latest event in it. */
    public long version(V view) {
        return stamped(Stamped.With.VERSION)
                .map(it -> (Long) it.requiredFieldValue(view))
                .orElseThrow();
    }

    /** The value of a field, as its {@link FieldType} says; a set as a {@code Set<String>}; null when absent. */
    public @Nullable Object value(V view, ViewField field) {
        return component(field.name()).fieldValue(view);
    }

    /** The record with these values, one for each of {@link #fields()} and in their order; the inverse of {@link #value}. */
    public V create(List<@Nullable Object> values) {
        Object[] arguments = new Object[components.size()];
        int next = 0;
        for (ViewComponent component : components.values()) {
            arguments[next] = component.toComponentValue(values.get(next));
            next++;
        }
        return record.cast(constructor.create(arguments));
    }

    /** The row as a fresh insert by an event leaves it. */
    V created(V view, Instant at, long version) {
        return with(
                view, Map.of(Stamped.With.CREATED_AT, at, Stamped.With.UPDATED_AT, at, Stamped.With.VERSION, version));
    }

    /** The row as a change by an event leaves it; its creation stays that of {@code before}. */
    V updated(V before, V view, Instant at, long version) {
        Map<Stamped.With, Object> stamps = new LinkedHashMap<>();
        stamps.put(Stamped.With.UPDATED_AT, at);
        stamps.put(Stamped.With.VERSION, version);
        stamped(Stamped.With.CREATED_AT)
                .ifPresent(it -> stamps.put(Stamped.With.CREATED_AT, it.requiredFieldValue(before)));
        return with(view, stamps);
    }

    private V with(V view, Map<Stamped.With, Object> stamps) {
        Object[] arguments = components.values().stream()
                .map(it -> it.stamp() != null && stamps.containsKey(it.stamp())
                        ? it.toComponentValue(stamps.get(it.stamp()))
                        : it.componentValue(view))
                .toArray();
        return record.cast(constructor.create(arguments));
    }

    private ViewComponent component(String name) {
        return Optional.ofNullable(components.get(name))
                .orElseThrow(() -> new IllegalArgumentException(record.getSimpleName() + " has no component " + name));
    }

    private Optional<ViewComponent> stamped(Stamped.With stamp) {
        return components.values().stream().filter(it -> it.stamp() == stamp).findFirst();
    }

    private void requireComponents() {
        if (component("id").field().type() != FieldType.UUID) {
            throw new IllegalArgumentException(record.getSimpleName() + ".id must hold a UUID");
        }
        components.values().forEach(this::requireStampable);
        if (stamped(Stamped.With.VERSION).isEmpty()) {
            throw new IllegalArgumentException(record.getSimpleName() + " has no component stamped with the version");
        }
    }

    private void requireStampable(ViewComponent component) {
        FieldType expected = component.stamp() == Stamped.With.VERSION ? FieldType.INTEGER : FieldType.DATE_TIME;
        if (component.stamp() != null && component.field().type() != expected) {
            throw new IllegalArgumentException(record.getSimpleName() + "."
                    + component.field().name() + " cannot hold its stamp " + component.stamp());
        }
    }
}
