package io.fluvius.processing.saga;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.personal.PersonalTable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.serialization.Serializer;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The sagas that have not ended, of all nodes. Reads without locks. Safe for use by many threads. */
public final class RunningSagas {

    private static final Table<Record> SAGAS = DSL.table(DSL.name("saga_entry"));
    private static final Field<String> ID = text("saga_id");
    private static final Field<String> TYPE = text("saga_type");
    private static final Field<OffsetDateTime> STARTED =
            DSL.field(DSL.name("started_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private static final Table<Record> ASSOCIATIONS = DSL.table(DSL.name("association_value_entry"));
    private static final Field<String> KEY = text("association_key");
    private static final Field<String> VALUE = text("association_value");

    private final ReadOnlyDatabase database;
    private final Supplier<EventProcessingConfiguration> processing;
    private final Serializer serializer;

    RunningSagas(ReadOnlyDatabase database, Supplier<EventProcessingConfiguration> processing, Serializer serializer) {
        this.database = database;
        this.processing = processing;
        this.serializer = serializer;
    }

    /** The sagas that wait for events about persons. */
    static PersonalTable ofPersons() {
        return new PersonalTable(
                "sagas",
                ASSOCIATIONS,
                person -> VALUE.eq(person.id().toString()),
                List.of(ID.as("id"), TYPE.as("type"), KEY.as("key")));
    }

    /**
     * A type of sagas.
     *
     * @param name the name under which its sagas are stored, which is that of its class
     * @param processor the processor that runs them; null if the application no longer has this type
     * @param running how many have not ended
     * @param oldest when the first of these started; null without one
     */
    public record Type(
            String name,
            @Nullable String processor,
            long running,
            @Nullable Instant oldest) {

        /** The name of the class without its package. */
        public String simpleName() {
            return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        }
    }

    /**
     * A saga.
     *
     * @param associations the values by which it finds its events
     */
    public record Instance(String id, Instant startedAt, List<Association> associations) {}

    /** A value by which a saga finds its events, such as the {@code userId} of an event. */
    public record Association(String key, @Nullable String value) {}

    /** Returns the types of the application, and those of earlier versions that have sagas. */
    public List<Type> types() {
        Map<String, String> processors = processing.get().sagaConfigurations().stream()
                .collect(Collectors.toMap(
                        saga -> serializer.typeForClass(saga.type()).getName(),
                        saga -> processing.get().sagaProcessingGroup(saga.type())));
        List<Type> types = new ArrayList<>(database.readOnce(statement -> statement
                .select(TYPE, DSL.count(), DSL.min(STARTED))
                .from(SAGAS)
                .groupBy(TYPE)
                .orderBy(TYPE)
                .fetch(row -> new Type(
                        row.value1(),
                        processors.get(row.value1()),
                        row.value2(),
                        row.value3().toInstant()))));
        List<String> running = types.stream().map(Type::name).toList();
        processors.forEach((name, processor) -> {
            if (!running.contains(name)) {
                types.add(new Type(name, processor, 0, null));
            }
        });
        return types;
    }

    /**
     * Returns sagas of a type, those that started first at the beginning.
     *
     * @param after the time at which the saga before them started; null for the first ones
     * @param afterId the id of that saga
     */
    public List<Instance> page(String type, @Nullable Instant after, @Nullable String afterId, int limit) {
        Condition next = after == null || afterId == null
                ? DSL.noCondition()
                : DSL.row(STARTED, ID).gt(OffsetDateTime.ofInstant(after, ZoneOffset.UTC), afterId);
        List<Instance> found = database.readOnce(statement -> statement
                .select(ID, STARTED)
                .from(SAGAS)
                .where(TYPE.eq(type), next)
                .orderBy(STARTED, ID)
                .limit(limit)
                .fetch(row -> new Instance(row.value1(), row.value2().toInstant(), List.of())));
        Map<String, List<Association>> associations =
                associations(found.stream().map(Instance::id).toList());
        return found.stream()
                .map(it -> new Instance(it.id(), it.startedAt(), associations.getOrDefault(it.id(), List.of())))
                .toList();
    }

    /** Returns the values by which sagas find their events, by the ids of the sagas. */
    public Map<String, List<Association>> associations(Collection<String> sagas) {
        if (sagas.isEmpty()) {
            return Map.of();
        }
        return database.readOnce(statement -> statement
                .select(ID, KEY, VALUE)
                .from(ASSOCIATIONS)
                .where(ID.in(sagas))
                .orderBy(KEY, VALUE)
                .fetchGroups(ID, row -> new Association(row.value2(), row.value3())));
    }

    private static Field<String> text(String name) {
        return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
    }
}
