package io.fluvius.personal;

import static io.fluvius.personal.PersonalKeyTables.DATA_KEY;
import static io.fluvius.personal.PersonalKeyTables.FORGOTTEN_AT;
import static io.fluvius.personal.PersonalKeyTables.KEYS;
import static io.fluvius.personal.PersonalKeyTables.MASTER_KEY;
import static io.fluvius.personal.PersonalKeyTables.PERSON;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fluvius.problem.Redaction;
import io.fluvius.progress.Signal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The keys of persons, in the database and for a while in memory. A key in memory was stored before, so nothing is encrypted
 * under a key that may get lost. Safe for use by many threads.
 */
public final class PersonalKeys {

    private static final Logger LOG = LoggerFactory.getLogger(PersonalKeys.class);

    /** The most rows that one statement reads. */
    private static final int BATCH = 1_000;

    /** After which a key is read again, should the signal have been lost that its person was forgotten. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(10);

    private final DSLContext dsl;
    private final TransactionOperations ownTransactions;
    private final @Nullable MasterKeys masters;
    private final Cache<UUID, DataKey> cached;
    private final Signal forgotten;
    private final @Nullable ErasureLedger ledger;
    /** Counts how often the keys in memory were dropped, so that one that was read before is not kept. */
    private long generation;

    /**
     * @param ownTransactions runs in a transaction that does not take part in that of the caller
     * @param masters null in a store that is not encrypted
     * @param maxCached the maximum number of keys in memory
     * @param forgotten raised when a person was forgotten
     * @param ledger null in a store that is not encrypted
     */
    PersonalKeys(
            DSLContext dsl,
            TransactionOperations ownTransactions,
            @Nullable MasterKeys masters,
            int maxCached,
            Signal forgotten,
            @Nullable ErasureLedger ledger) {
        this.ledger = ledger;
        this.dsl = dsl;
        this.forgotten = forgotten;
        this.ownTransactions = ownTransactions;
        this.masters = masters;
        this.cached = Caffeine.newBuilder()
                .maximumSize(maxCached)
                .expireAfterWrite(KEPT_FOR)
                .executor(Runnable::run)
                .build();
        forgotten.addListener(this::forgetCached);
    }

    /** The keys of a store that has no keys. */
    public static PersonalKeys none() {
        return new PersonalKeys(
                DSL.using(SQLDialect.DEFAULT), TransactionOperations.withoutTransaction(), null, 0, new Signal(), null);
    }

    /** Whether the store is encrypted. */
    public boolean isEncrypting() {
        return masters != null;
    }

    /** Returns the keys of those persons who have one or were forgotten, reading the missing ones with one statement. */
    public Map<UUID, DataKey> find(Collection<UUID> persons) {
        Map<UUID, DataKey> found = new HashMap<>(cached.getAllPresent(persons));
        List<UUID> missing =
                persons.stream().filter(person -> !found.containsKey(person)).toList();
        for (int from = 0; from < missing.size(); from += BATCH) {
            found.putAll(read(dsl, missing.subList(from, Math.min(missing.size(), from + BATCH))));
        }
        return found;
    }

    /** Returns the key of a person if it is in memory. */
    public @Nullable DataKey cached(UUID person) {
        return cached.getIfPresent(person);
    }

    /** Returns the key of a person; null if the person has none and was not forgotten. */
    public @Nullable DataKey find(UUID person) {
        DataKey key = cached.getIfPresent(person);
        return key == null ? read(dsl, List.of(person)).get(person) : key;
    }

    /** Like {@link #find(UUID)}, but sees what a transaction has written. */
    public @Nullable DataKey find(UUID person, DSLContext transaction) {
        DataKey key = cached.getIfPresent(person);
        return key == null ? select(transaction, List.of(person)).get(person) : key;
    }

    /** Whether a person was forgotten, according to the database. */
    public boolean isForgotten(UUID person) {
        return dsl.fetchExists(KEYS, PERSON.eq(person), DATA_KEY.isNull());
    }

    /** Makes a key, which the caller stores together with what it encrypts, and passes to {@link #stored} then. */
    public NewKey create(UUID person) {
        if (masters == null) {
            throw new IllegalStateException("The store is not encrypted");
        }
        return masters.wrap(new DataKey(person, Aes.newKey()));
    }

    /** Keeps keys in memory that are durable now. */
    public void stored(Collection<NewKey> keys) {
        keys.forEach(key -> cached.put(key.person(), key.key()));
    }

    /** Stores a key at once, for events that are stored elsewhere, and returns the one that is stored: another node may be first. */
    public DataKey storeNow(UUID person) {
        NewKey key = create(person);
        ownTransactions.executeWithoutResult(transaction -> insert(dsl, key));
        DataKey stored = read(dsl, List.of(person)).get(person);
        if (stored == null) {
            throw new IllegalStateException("The key of a person was not stored");
        }
        return stored;
    }

    private static void insert(DSLContext transaction, NewKey key) {
        transaction
                .insertInto(KEYS, PERSON, DATA_KEY, MASTER_KEY)
                .values(key.person(), key.wrapped(), key.masterKey())
                .onConflict(PERSON)
                .doNothing()
                .execute();
    }

    /** Destroys the key of a person, in the transaction of the caller. No key is made for the person again. */
    public void erase(UUID person, DSLContext transaction) {
        transaction
                .insertInto(KEYS, PERSON)
                .values(person)
                .onConflict(PERSON)
                .doNothing()
                .execute();
        transaction
                .update(KEYS)
                .setNull(DATA_KEY)
                .setNull(MASTER_KEY)
                .set(FORGOTTEN_AT, OffsetDateTime.now(ZoneOffset.UTC))
                .where(PERSON.eq(person), FORGOTTEN_AT.isNull())
                .execute();
    }

    /** Destroys the key of a person at once, before the event that says so is stored elsewhere. */
    public void eraseNow(UUID person) {
        ownTransactions.executeWithoutResult(transaction -> erase(person, dsl));
        erased(Set.of(person));
    }

    /** The keys of persons are destroyed. All nodes drop the keys in memory. */
    public void erased(Set<UUID> persons) {
        forgotten.raise();
        if (ledger != null) {
            try {
                ledger.add(persons);
            } catch (UncheckedIOException failure) {
                LOG.error(
                        "{} forgotten persons are not in the ledger; the next start adds them",
                        persons.size(),
                        Redaction.redact(failure));
            }
        }
    }

    /** The ledger of erasures; empty in a store that is not encrypted. */
    public Optional<ErasureLedger> ledger() {
        return Optional.ofNullable(ledger);
    }

    /** Returns all persons who were forgotten, according to the database. */
    public Set<UUID> forgotten() {
        return dsl.select(PERSON).from(KEYS).where(DATA_KEY.isNull()).fetchSet(PERSON);
    }

    /** Drops the keys in memory, because a person was forgotten, here or on another node. */
    public synchronized void forgetCached() {
        generation++;
        cached.invalidateAll();
    }

    private Map<UUID, DataKey> read(DSLContext from, List<UUID> persons) {
        long before = generation();
        Map<UUID, DataKey> keys = select(from, persons);
        keep(keys, before);
        return keys;
    }

    private synchronized long generation() {
        return generation;
    }

    private synchronized void keep(Map<UUID, DataKey> keys, long readAt) {
        if (generation == readAt) {
            cached.putAll(keys);
        }
    }

    private Map<UUID, DataKey> select(DSLContext from, List<UUID> persons) {
        Map<UUID, DataKey> keys = new HashMap<>();
        List<Record3<UUID, @Nullable String, @Nullable String>> rows =
                new ArrayList<>(from.select(PERSON, DATA_KEY, MASTER_KEY)
                        .from(KEYS)
                        .where(PERSON.eq(DSL.any(persons.toArray(UUID[]::new))))
                        .fetch());
        for (Record3<UUID, @Nullable String, @Nullable String> row : rows) {
            keys.put(row.value1(), key(row.value1(), row.value2(), row.value3()));
        }
        return keys;
    }

    private DataKey key(UUID person, @Nullable String wrapped, @Nullable String masterKey) {
        return wrapped == null || masterKey == null || masters == null
                ? DataKey.ofForgotten(person)
                : masters.unwrap(person, wrapped, masterKey);
    }
}
