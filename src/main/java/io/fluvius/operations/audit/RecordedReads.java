package io.fluvius.operations.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fluvius.access.AccessPolicy;
import io.fluvius.operations.OperatorActions;
import io.fluvius.query.HistoryReads;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Records who has read the history of a person, as the action {@code read-history}. What a caller reads of one person within a
 * minute is one record, because a page of the console, and a walk through a history, read several times. Safe for use by many threads.
 */
final class RecordedReads implements HistoryReads {

    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final int MAX_READS = 100_000;

    private record Read(String caller, String resource, UUID aggregate) {}

    private final RecordedActions actions;
    private final AccessPolicy access;
    private final Cache<Read, Boolean> recorded = Caffeine.newBuilder()
            .expireAfterWrite(TOGETHER)
            .maximumSize(MAX_READS)
            .build();

    RecordedReads(RecordedActions actions, AccessPolicy access) {
        this.actions = actions;
        this.access = access;
    }

    @Override
    public void read(String resource, UUID aggregate) {
        Read read = new Read(access.caller().name(), resource, aggregate);
        // what cannot be recorded fails, and is not cached
        recorded.asMap().computeIfAbsent(read, first -> {
            actions.note(OperatorActions.READ_HISTORY, resource + "/" + aggregate, Map.of());
            return true;
        });
    }
}
