package io.fluvius.eventstore.unique;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Stores the unique values that a decision claims and releases in the metadata of its last event, so that the events alone
 * determine the owner of each value, and the table can be rebuilt from them.
 */
public final class ClaimMetadata {

    static final String CLAIMED = "claimedValues";
    static final String RELEASED = "releasedValues";

    private static final String SCOPE = "scope";
    private static final String VALUE = "value";

    private ClaimMetadata() {}

    /** Returns the events with these claims and releases in the metadata of the last one. Without an event, nothing is added. */
    public static List<EventMessage<?>> addToLast(
            List<EventMessage<?>> events, List<ValueClaim> claims, List<ValueClaim> releases) {
        if (events.isEmpty() || claims.isEmpty() && releases.isEmpty()) {
            return events;
        }
        List<EventMessage<?>> all = new ArrayList<>(events);
        EventMessage<?> last = all.removeLast();
        all.add(last.andMetaData(metaData(claims, releases)));
        return all;
    }

    /**
     * Reads the claims from the metadata of an event.
     *
     * @param owner the aggregate of the event
     */
    public static List<ValueClaim> claimed(MetaData metaData, UUID owner) {
        return read(metaData.get(CLAIMED), owner);
    }

    /**
     * Reads the releases from the metadata of an event.
     *
     * @param owner the aggregate of the event
     */
    public static List<ValueClaim> released(MetaData metaData, UUID owner) {
        return read(metaData.get(RELEASED), owner);
    }

    /** Whether metadata in their stored form may contain claims or releases. */
    public static boolean mayBeIn(String metaData) {
        return metaData.contains(CLAIMED) || metaData.contains(RELEASED);
    }

    private static Map<String, Object> metaData(List<ValueClaim> claims, List<ValueClaim> releases) {
        Map<String, Object> metaData = new LinkedHashMap<>();
        if (!claims.isEmpty()) {
            metaData.put(CLAIMED, write(claims));
        }
        if (!releases.isEmpty()) {
            metaData.put(RELEASED, write(releases));
        }
        return metaData;
    }

    /** Returns an {@link ArrayList}, because Axon Server stores the name of the class with the value. */
    private static List<Map<String, String>> write(List<ValueClaim> claims) {
        List<Map<String, String>> values = new ArrayList<>();
        claims.forEach(claim -> values.add(Map.of(SCOPE, claim.scope(), VALUE, claim.value())));
        return values;
    }

    private static List<ValueClaim> read(@Nullable Object values, UUID owner) {
        return values instanceof List<?> list
                ? list.stream().flatMap(value -> claim(value, owner)).toList()
                : List.of();
    }

    private static Stream<ValueClaim> claim(Object value, UUID owner) {
        return value instanceof Map<?, ?> map
                        && map.get(SCOPE) instanceof String scope
                        && map.get(VALUE) instanceof String content
                ? Stream.of(new ValueClaim(scope, content, owner))
                : Stream.empty();
    }
}
