package io.fluvius.security.key;

import io.fluvius.access.Right;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.AggregateRef;
import io.fluvius.personal.PersonalTable;
import io.fluvius.security.ApiKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of API keys, which all nodes share. Safe for use by many threads. */
final class KeyTable {

    private static final Table<Record> TABLE = DSL.table(DSL.name("api_key"));
    private static final Field<String> ID = text("id");
    private static final Field<String> NAME = text("name");
    private static final Field<byte[]> HASH = DSL.field(DSL.name("secret_hash"), SQLDataType.VARBINARY);
    private static final Field<String> ROLES = text("roles");
    private static final Field<String> RIGHTS = text("rights");
    private static final Field<String> SELF_RESOURCE = text("self_resource");
    private static final Field<UUID> SELF_ID = DSL.field(DSL.name("self_id"), SQLDataType.UUID);
    private static final Field<String> TENANT = text("tenant");
    private static final Field<OffsetDateTime> CREATED_AT = time("created_at");
    private static final Field<String> CREATED_BY = text("created_by");
    private static final Field<OffsetDateTime> EXPIRES_AT = time("expires_at");
    private static final Field<OffsetDateTime> REVOKED_AT = time("revoked_at");
    private static final Field<String> REVOKED_BY = text("revoked_by");
    private static final Field<LocalDate> LAST_USED_ON = DSL.field(DSL.name("last_used_on"), SQLDataType.LOCALDATE);

    private static final List<Field<?>> READ = List.of(
            ID,
            NAME,
            HASH,
            ROLES,
            RIGHTS,
            SELF_RESOURCE,
            SELF_ID,
            TENANT,
            CREATED_AT,
            CREATED_BY,
            EXPIRES_AT,
            REVOKED_AT,
            LAST_USED_ON);

    /** A key with the hash of its secret. */
    record Row(ApiKey key, byte[] hash) {}

    private final DSLContext writing;
    private final ReadOnlyDatabase reading;
    private final TransactionTemplate transaction;

    /** The keys of callers for whom persons stand. */
    static PersonalTable ofPersons() {
        return new PersonalTable(
                "apiKeys",
                TABLE,
                person -> SELF_RESOURCE.eq(person.resource()).and(SELF_ID.eq(person.id())),
                List.of(ID, NAME, CREATED_AT.as("at")));
    }

    KeyTable(DSLContext writing, ReadOnlyDatabase reading, PlatformTransactionManager transactions) {
        this.writing = writing;
        this.reading = reading;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Adds a key, unless as many live keys have its name. Two nodes that add a key of the same name at the same moment may add one
     * more.
     *
     * @return whether it was added
     */
    boolean add(ApiKey key, byte[] hash, int maxLive) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int live = writing.fetchCount(
                    TABLE,
                    NAME.eq(key.name()),
                    REVOKED_AT.isNull(),
                    EXPIRES_AT.isNull().or(EXPIRES_AT.gt(utc(key.createdAt()))));
            if (live >= maxLive) {
                return false;
            }
            AggregateRef self = key.self();
            writing.insertInto(TABLE)
                    .set(ID, key.id())
                    .set(NAME, key.name())
                    .set(HASH, hash)
                    .set(ROLES, joined(key.roles(), role -> role))
                    .set(RIGHTS, joined(key.rights(), Right::text))
                    .set(SELF_RESOURCE, self == null ? null : self.resource())
                    .set(SELF_ID, self == null ? null : self.id())
                    .set(TENANT, key.tenant())
                    .set(CREATED_AT, utc(key.createdAt()))
                    .set(CREATED_BY, key.createdBy())
                    .set(EXPIRES_AT, key.expiresAt() == null ? null : utc(key.expiresAt()))
                    .execute();
            return true;
        }));
    }

    Optional<Row> find(String id) {
        return reading.readOnce(statement -> statement
                .select(READ)
                .from(TABLE)
                .where(ID.eq(id))
                .fetchOptional(row -> new Row(key(row), row.get(HASH))));
    }

    List<ApiKey> all() {
        return reading.readOnce(statement -> statement
                .select(READ)
                .from(TABLE)
                .orderBy(CREATED_AT.desc(), ID)
                .fetch(KeyTable::key));
    }

    void revoke(String id, Instant at, String by) {
        transaction.executeWithoutResult(status -> writing.update(TABLE)
                .set(REVOKED_AT, utc(at))
                .set(REVOKED_BY, by)
                .where(ID.eq(id), REVOKED_AT.isNull())
                .execute());
    }

    void used(String id, LocalDate day) {
        transaction.executeWithoutResult(status ->
                writing.update(TABLE).set(LAST_USED_ON, day).where(ID.eq(id)).execute());
    }

    private static ApiKey key(Record row) {
        UUID self = row.get(SELF_ID);
        return new ApiKey(
                row.get(ID),
                row.get(NAME),
                parts(row.get(ROLES), role -> role),
                parts(row.get(RIGHTS), right -> Right.find(right).orElseThrow()),
                self == null ? null : AggregateRef.of(row.get(SELF_RESOURCE), self),
                row.get(TENANT),
                row.get(CREATED_AT).toInstant(),
                row.get(CREATED_BY),
                instant(row.get(EXPIRES_AT)),
                instant(row.get(REVOKED_AT)),
                row.get(LAST_USED_ON));
    }

    private static <T> String joined(Collection<T> parts, Function<T, String> text) {
        return parts.stream().map(text).sorted().collect(Collectors.joining(","));
    }

    private static <T> Set<T> parts(String text, Function<String, T> part) {
        return Arrays.stream(text.split(","))
                .filter(it -> !it.isEmpty())
                .map(part)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static Field<String> text(String name) {
        return DSL.field(DSL.name(name), SQLDataType.VARCHAR);
    }

    private static Field<OffsetDateTime> time(String name) {
        return DSL.field(DSL.name(name), SQLDataType.TIMESTAMPWITHTIMEZONE);
    }
}
