package io.fluvius.personal;

import static io.fluvius.personal.PersonalKeyTables.DATA_KEY;
import static io.fluvius.personal.PersonalKeyTables.KEYS;
import static io.fluvius.personal.PersonalKeyTables.MASTER_KEY;
import static io.fluvius.personal.PersonalKeyTables.PERSON;

import io.fluvius.problem.StartupRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record3;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Encrypts the keys of persons with the present master key when the application starts, before it handles the first command.
 * The data of persons stays as it is. Refuses to start when a master key is missing, or is another one than before.
 */
final class MasterKeyRotation implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(MasterKeyRotation.class);

    private static final int BATCH = 1_000;

    private final DSLContext dsl;
    private final MasterKeys masters;

    MasterKeyRotation(DSLContext dsl, MasterKeys masters) {
        this.dsl = dsl;
        this.masters = masters;
    }

    @Override
    public void afterSingletonsInstantiated() {
        requireAll();
        Condition isPrevious = MASTER_KEY.ne(masters.current()).and(DATA_KEY.isNotNull());
        int rotated = 0;
        for (var keys = page(isPrevious); !keys.isEmpty(); keys = page(isPrevious)) {
            rotate(keys);
            rotated += keys.size();
        }
        if (rotated > 0) {
            LOG.info("Encrypted the keys of {} persons with the master key {}", rotated, masters.current());
        }
    }

    /** Verifies that a key of each master key can be decrypted. */
    private void requireAll() {
        for (String id : dsl.selectDistinct(MASTER_KEY)
                .from(KEYS)
                .where(DATA_KEY.isNotNull())
                .fetch(MASTER_KEY)) {
            if (!masters.ids().contains(id)) {
                throw new StartupRefusedException(
                        "Keys of persons are encrypted with the master key " + id + ", which is not configured.",
                        "Add it to fluvius.personal-keys.previous.");
            }
            requireReadable(page(MASTER_KEY.eq(id).and(DATA_KEY.isNotNull())).getFirst());
        }
    }

    private void requireReadable(Record3<UUID, String, String> key) {
        try {
            masters.unwrap(key.value1(), key.value2(), key.value3());
        } catch (Aes.TamperedException other) {
            throw new StartupRefusedException(
                    "The master key " + key.value3()
                            + " is not the one with which the keys of persons are encrypted under this id.",
                    "Configure that one, and give another id to a new one.",
                    other);
        }
    }

    /** Other nodes may do the same; a key is changed only as long as it is encrypted as it was read. */
    private void rotate(List<Record3<UUID, String, String>> keys) {
        List<Query> updates = new ArrayList<>();
        for (Record3<UUID, String, String> row : keys) {
            NewKey key = masters.wrap(masters.unwrap(row.value1(), row.value2(), row.value3()));
            updates.add(dsl.update(KEYS)
                    .set(DATA_KEY, key.wrapped())
                    .set(MASTER_KEY, key.masterKey())
                    .where(PERSON.eq(key.person()), DATA_KEY.eq(row.value2())));
        }
        dsl.transaction(transaction -> transaction.dsl().batch(updates).execute());
    }

    private List<Record3<UUID, String, String>> page(Condition condition) {
        return List.copyOf(dsl.select(PERSON, DATA_KEY, MASTER_KEY)
                .from(KEYS)
                .where(condition)
                .limit(BATCH)
                .fetch());
    }
}
