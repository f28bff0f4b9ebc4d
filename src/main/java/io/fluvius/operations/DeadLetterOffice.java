package io.fluvius.operations;

import io.fluvius.problem.ProblemCode;
import io.fluvius.query.QueryPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The events that processors of this application could not handle, on any node. Such an event is parked as a dead letter, and the
 * later events of its aggregate wait behind it. All methods throw a {@link io.fluvius.problem.ProblemException}. Safe for use by
 * many threads.
 */
public interface DeadLetterOffice {

    /**
     * Which dead letters to return.
     *
     * @param processor the name of the processor that parked them; null for every one
     * @param cause the type of the latest failure, with or without its package; null for every one
     * @param parkedBefore the time before which they were parked; null for every time
     */
    record Filter(
            @Nullable String processor,
            @Nullable String cause,
            @Nullable Instant parkedBefore) {}

    /**
     * Returns the first dead letter of each sequence, those that were parked first at the beginning.
     *
     * @param cursor that of an earlier page; null for the first one
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#INVALID_QUERY} for a cursor that is not valid, and
     *     {@link ProblemCode#NOT_FOUND} if there is no such processor
     */
    QueryPage<DeadLetter> find(Filter filter, int limit, @Nullable String cursor);

    /**
     * Returns everything about a dead letter: its event, every attempt to handle it, and what waits behind it.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#NOT_FOUND}
     */
    DeadLetterDetails get(String id);

    /**
     * Tries the events of the sequence of a dead letter again, in their order, until one fails again. It is not an error if one
     * does: the attempt is recorded.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#NOT_FOUND}, or {@link ProblemCode#UNAVAILABLE} if a store
     *     cannot be reached
     */
    RetryResult retry(String id);

    /**
     * Tries all sequences again.
     *
     * @param processor the name of the processor whose dead letters are tried; null for every one
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#NOT_FOUND} if there is no such processor
     */
    RetryResult retryAll(@Nullable String processor);

    /**
     * Removes a dead letter from its sequence, so that its event is never handled, and keeps it with the reason. The events
     * behind it are tried again within a second.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#NOT_FOUND}, or {@link ProblemCode#INVALID_PAYLOAD} if the
     *     reason is blank or has more than 1,000 characters
     */
    EvictedDeadLetter evict(String id, String reason);

    /**
     * Returns the dead letters that were evicted, the latest first.
     *
     * @param cursor that of an earlier page; null for the first one
     */
    QueryPage<EvictedDeadLetter> evicted(int limit, @Nullable String cursor);
}
