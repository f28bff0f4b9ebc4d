package io.fluvius.domain.view;

import io.fluvius.domain.OfAggregate;
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
 * The fields and columns of a view, derived from its record. Reads the fields of a record, and creates a record from the
 * values of its fields. Each view has one instance. Immutable and safe for use by many threads.
 *
 * <p>Components can be of the types {@link String}, {@code int}, {@code long}, {@link java.math.BigDecimal}, {@code boolean},
 * {@link Instant}, {@link java.time.LocalDate}, {@link UUID}, an enum, a {@code Set<String>}, or a record around one of
 * these, such as {@code UserId}. A component that can be null is marked {@link Nullable}.
 *
 * @param <V> the view
 */
public final class ViewType<V extends Record> {

    private final String resource;
    private final Class<V> record;
    private final Map<String, ViewComponent> components = new LinkedHashMap<>();
    private final RecordType constructor;
    /** The component that holds the identifier of the aggregate of a row. */
    private final ViewComponent aggregate;

    private ViewType(String resource, Class<V> record) {
        this.resource = resource;
        this.record = record;
        this.constructor = RecordType.of(record);
        constructor.components().forEach(it -> components.put(it.name(), ViewComponent.of(it)));
        requireComponents();
        this.aggregate = aggregateComponent();
    }

    /**
     * Derives the fields of a view.
     *
     * @param resource the name of the resource to which the view belongs
     * @throws IllegalArgumentException when a component has an unsupported type, or the record has no component
     *     {@code id} that holds a UUID, or no component that is stamped with the version, or components marked
     *     {@link OfAggregate} that do not hold one UUID
     */
    public static <V extends Record> ViewType<V> of(String resource, Class<V> record) {
        return new ViewType<>(resource, record);
    }

    /** The name of the resource: {@code user}. */
    public String resource() {
        return resource;
    }

    /** The record class of the view. */
    public Class<V> record() {
        return record;
    }

    /** The name of the table: {@code user_view}. */
    public String table() {
        return Names.snake(record.getSimpleName());
    }

    /** The fields, in the order of the components of the record. */
    public List<ViewField> fields() {
        return components.values().stream().map(ViewComponent::field).toList();
    }

    /** Returns the field with a name. */
    public Optional<ViewField> field(String name) {
        return Optional.ofNullable(components.get(name)).map(ViewComponent::field);
    }

    /** The field with the time when a row was inserted, if the view has one: the stamped one, or else {@code createdAt}. */
    public Optional<ViewField> creationTime() {
        return stamped(Stamped.With.CREATED_AT).map(ViewComponent::field).or(() -> field("createdAt"));
    }

    /** Returns the identifier of a row. */
    public UUID id(V view) {
        return (UUID) component("id").requiredFieldValue(view);
    }

    /** Returns the identifier of the aggregate to which a row belongs. */
    public UUID aggregate(V view) {
        return (UUID) aggregate.requiredFieldValue(view);
    }

    /** The field with the identifier of the aggregate to which a row belongs. */
    public ViewField aggregateField() {
        return aggregate.field();
    }

    /** Whether an aggregate has at most one row, which has the identifier of the aggregate. */
    public boolean isOneRowPerAggregate() {
        return aggregateField().name().equals("id");
    }

    /** Returns the version of a row: the sequence number of the latest event that changed it. */
    public long version(V view) {
        return stamped(Stamped.With.VERSION)
                .map(it -> (Long) it.requiredFieldValue(view))
                .orElseThrow();
    }

    /**
     * Returns the value of a field, in the Java type that its {@link FieldType} names; a set as a {@code Set<String>}.
     *
     * @return null when the row has no value
     */
    public @Nullable Object value(V view, ViewField field) {
        return component(field.name()).fieldValue(view);
    }

    /**
     * Returns a text as a field keeps it, so that a row is found by the text that it was created with. A text that no row can
     * have is in normalization form C.
     */
    public String kept(ViewField field, String text) {
        return component(field.name()).kept(text);
    }

    /**
     * Creates a row; the inverse of {@link #value}.
     *
     * @param values the values of the {@link #fields()}, in their order
     */
    public V create(List<@Nullable Object> values) {
        Object[] arguments = new Object[components.size()];
        int next = 0;
        for (ViewComponent component : components.values()) {
            arguments[next] = component.toComponentValue(values.get(next));
            next++;
        }
        return record.cast(constructor.create(arguments));
    }

    /** Stamps a row that an event inserts. */
    V inserted(V view, Instant at, long version) {
        return with(
                view, Map.of(Stamped.With.CREATED_AT, at, Stamped.With.UPDATED_AT, at, Stamped.With.VERSION, version));
    }

    /**
     * Stamps a row that an event updates.
     *
     * @param before the row before the update, which determines the time of creation
     */
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
                        : it.storedValue(view))
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

    private ViewComponent aggregateComponent() {
        List<ViewComponent> marked = components.values().stream()
                .filter(it -> it.component().declaration().isAnnotationPresent(OfAggregate.class))
                .toList();
        if (marked.size() > 1
                || marked.stream()
                        .anyMatch(it -> it.field().type() != FieldType.UUID
                                || it.field().nullable())) {
            throw new IllegalArgumentException(
                    record.getSimpleName() + " must have one component marked @OfAggregate, which holds a UUID");
        }
        return marked.isEmpty() ? component("id") : marked.getFirst();
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
