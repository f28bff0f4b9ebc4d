package io.fluvius.eventstore.event;

import io.fluvius.personal.DataKey;
import io.fluvius.personal.NewKey;
import io.fluvius.personal.PersonalKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The keys with which the events of one append are encrypted. Those that are made for it are stored in the same transaction, and
 * count once that is durable. Used by one thread.
 */
public final class NewKeys implements KeySource {

    private final PersonalKeys keys;
    private final Map<UUID, NewKey> created = new HashMap<>();

    public NewKeys(PersonalKeys keys) {
        this.keys = keys;
    }

    /**
     * The first event of an aggregate needs no look at the database: if the person has a key already, the append fails as a
     * duplicate, and finds the key when it is tried again.
     */
    @Override
    public DataKey key(UUID person, boolean isFirst) {
        NewKey own = created.get(person);
        if (own != null) {
            return own.key();
        }
        DataKey known = isFirst ? keys.cached(person) : keys.find(person);
        if (known == null) {
            NewKey key = keys.create(person);
            created.put(person, key);
            return key.key();
        }
        return known;
    }

    /** The keys to store. */
    public List<NewKey> created() {
        return List.copyOf(created.values());
    }

    /** The keys to store; a person whose data is erased by the same append needs none. */
    public List<NewKey> createdWithout(Set<UUID> erased) {
        created.keySet().removeAll(erased);
        return created();
    }

    /** The append has lost a race, perhaps because a person has a key already, which it uses when it is tried again. */
    public void readAgain() {
        if (!created.isEmpty()) {
            keys.find(created.keySet());
        }
    }

    /** The append is durable. */
    public void stored() {
        if (!created.isEmpty()) {
            keys.stored(created.values());
        }
    }
}
