package io.fluvius.processing.deadletter;

import io.fluvius.problem.Redaction;
import io.fluvius.processing.ProcessorKind;
import io.fluvius.processing.ProcessorKinds;
import io.fluvius.processing.deadletter.DeadLetterStore.Filter;
import io.fluvius.processing.deadletter.DeadLetterStore.Place;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tries parked events again when they are due, and all of them once after the start of a node, because a new version may handle
 * what the previous one did not. Several nodes may do so at the same time.
 */
final class AutomaticRetries {

    private static final Logger LOG = LoggerFactory.getLogger(AutomaticRetries.class);
    private static final Filter ALL = new Filter(null, null, null);
    private static final int PAGE = 100;

    private final DeadLetterStore letters;
    private final LetterRetry retry;
    private final ProcessorKinds kinds;
    private final RetryDelays delays;
    private final Clock clock;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private boolean hasTriedAll;

    AutomaticRetries(
            DeadLetterStore letters, LetterRetry retry, ProcessorKinds kinds, RetryDelays delays, Clock clock) {
        this.letters = letters;
        this.retry = retry;
        this.kinds = kinds;
        this.delays = delays;
        this.clock = clock;
    }

    /** Each call tries every sequence that is due once: one that fails again is due later. */
    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void retryDue() {
        boolean isStart = !hasTriedAll;
        List<StoredLetter> page = letters.firstLetters(ALL, null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(letter -> retry(letter, isStart));
            StoredLetter last = page.getLast();
            page = letters.firstLetters(ALL, new Place(last.parkedAt(), last.id()), PAGE);
        }
        hasTriedAll = true;
    }

    private void retry(StoredLetter letter, boolean isStart) {
        Optional<ProcessorKind> kind = kinds.of(letter.processingGroup());
        if (kind.isEmpty()
                || !isStart && !isDue(letter, kind.get())
                || retry.isInProgress(letter.processingGroup(), letter.sequence())) {
            return;
        }
        try {
            retry.retry(
                    letter.processingGroup(),
                    letter.sequence(),
                    first -> isStart && first.triedAt().equals(letter.triedAt()) || isDue(first, kind.get()));
            failing.remove(letter.processingGroup());
        } catch (RuntimeException unavailable) {
            // once, until it succeeds again
            if (failing.add(letter.processingGroup())) {
                LOG.warn(
                        "The parked events of {} cannot be tried again now: {}",
                        letter.processingGroup(),
                        Redaction.summary(unavailable));
            }
        }
    }

    private boolean isDue(StoredLetter letter, ProcessorKind kind) {
        return delays.isDue(letter, kind, clock.instant());
    }
}
