package io.fluvius.operations.deadletter;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.http.request.TimeCursor;
import io.fluvius.operations.DeadLetter;
import io.fluvius.operations.DeadLetterDetails;
import io.fluvius.operations.DeadLetterOffice;
import io.fluvius.operations.EvictedDeadLetter;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.RetryResult;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Suggestion;
import io.fluvius.processing.ProcessorKinds;
import io.fluvius.processing.deadletter.DeadLetterStore;
import io.fluvius.processing.deadletter.DeadLetterStore.Place;
import io.fluvius.processing.deadletter.LetterRetry;
import io.fluvius.processing.deadletter.StoredLetter;
import io.fluvius.query.QueryPage;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The dead letters in the database. */
final class StoredDeadLetters implements DeadLetterOffice {

    private static final int PAGE = 100;
    private static final int MAX_REASON = 1_000;

    private final DeadLetterStore letters;
    private final LetterRetry retry;
    private final ProcessorKinds processors;
    private final DomainRegistry domains;
    private final ShownPayloads payloads;
    private final Failures failures;
    private final OperatorActions actions;
    private final Clock clock;

    StoredDeadLetters(
            DeadLetterStore letters,
            LetterRetry retry,
            ProcessorKinds processors,
            DomainRegistry domains,
            ShownPayloads payloads,
            Failures failures,
            OperatorActions actions,
            Clock clock) {
        this.letters = letters;
        this.retry = retry;
        this.processors = processors;
        this.domains = domains;
        this.payloads = payloads;
        this.failures = failures;
        this.actions = actions;
        this.clock = clock;
    }

    @Override
    public QueryPage<DeadLetter> find(Filter filter, int limit, @Nullable String cursor) {
        requireKnown(filter.processor());
        Place after = place(cursor);
        return page(
                letters.firstLetters(stored(filter), after, limit + 1),
                limit,
                this::letter,
                last -> new TimeCursor(last.parkedAt(), last.id()));
    }

    @Override
    public DeadLetterDetails get(String id) {
        StoredLetter letter = find(id);
        StoredLetter.Content content = letters.content(id).orElseThrow(StoredDeadLetters::unknownLetterException);
        return new DeadLetterDetails(
                letter(letter),
                payloads.of(letter, content),
                payloads.metaData(content),
                letters.attempts(id).stream().map(StoredDeadLetters::attempt).toList(),
                letters.behind(letter, DeadLetterDetails.MAX_BEHIND).stream()
                        .map(this::letter)
                        .toList());
    }

    @Override
    public RetryResult retry(String id) {
        return actions.run("retry-dead-letter", id, Map.of(), () -> retry(find(id)));
    }

    @Override
    public RetryResult retryAll(@Nullable String processor) {
        return actions.run("retry-dead-letters", processor, Map.of(), () -> retryEach(processor));
    }

    private RetryResult retryEach(@Nullable String processor) {
        requireKnown(processor);
        DeadLetterStore.Filter filter = new DeadLetterStore.Filter(processor, null, null);
        RetryResult result = new RetryResult(0, 0, 0);
        List<StoredLetter> page = letters.firstLetters(filter, null, PAGE);
        while (!page.isEmpty()) {
            for (StoredLetter letter : page) {
                result = result.plus(retry(letter));
            }
            page = letters.firstLetters(
                    filter, new Place(page.getLast().parkedAt(), page.getLast().id()), PAGE);
        }
        return result;
    }

    private RetryResult retry(StoredLetter letter) {
        try {
            LetterRetry.Result result = retry.retry(letter.processingGroup(), letter.sequence(), it -> true);
            return new RetryResult(result.handled(), 1, result.isComplete() ? 0 : 1);
        } catch (RuntimeException unavailable) {
            throw failures.problemOf(unavailable).asException();
        }
    }

    @Override
    public EvictedDeadLetter evict(String id, String reason) {
        return actions.run("evict-dead-letter", id, Map.of("reason", reason), () -> evictFor(id, reason));
    }

    private EvictedDeadLetter evictFor(String id, String reason) {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw Problem.of(ProblemCode.INVALID_PAYLOAD, "Invalid reason")
                    .at("/reason", "must have 1 to " + MAX_REASON + " characters, not only white space")
                    .asException();
        }
        return Identifiers.parse(id)
                .flatMap(it -> letters.evict(id, reason.strip()))
                .map(this::evicted)
                .orElseThrow(StoredDeadLetters::unknownLetterException);
    }

    @Override
    public QueryPage<EvictedDeadLetter> evicted(int limit, @Nullable String cursor) {
        return page(
                letters.evicted(place(cursor), limit + 1),
                limit,
                this::evicted,
                last -> new TimeCursor(last.at(), last.letter().id()));
    }

    private StoredLetter find(String id) {
        return Identifiers.parse(id)
                .flatMap(it -> letters.find(id))
                .orElseThrow(StoredDeadLetters::unknownLetterException);
    }

    private static RuntimeException unknownLetterException() {
        return Problem.of(
                        ProblemCode.NOT_FOUND,
                        "There is no dead letter with this id; its event may have been handled or evicted meanwhile")
                .asException();
    }

    private void requireKnown(@Nullable String processor) {
        if (processor != null && processors.of(processor).isEmpty()) {
            throw Problem.of(
                            ProblemCode.NOT_FOUND,
                            "This application has no such processor" + Suggestion.of(processor, processors.names()))
                    .asException();
        }
    }

    private static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        TimeCursor place = TimeCursor.parse(cursor);
        return new Place(place.time(), place.id());
    }

    private static DeadLetterStore.Filter stored(Filter filter) {
        // no class has a name with NUL, which PostgreSQL does not accept
        String cause = filter.cause() == null ? null : filter.cause().replace('\0', '\ufffd');
        return new DeadLetterStore.Filter(filter.processor(), cause, filter.parkedBefore());
    }

    /** @param found one more than the limit if there is a further page */
    private static <S, T> QueryPage<T> page(
            List<S> found, int limit, Function<S, T> converted, Function<S, TimeCursor> cursor) {
        List<S> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? cursor.apply(shown.getLast()).text() : null;
        return new QueryPage<>(shown.stream().map(converted).toList(), limit, null, null, null, next, null);
    }

    private EvictedDeadLetter evicted(StoredLetter.Evicted evicted) {
        return new EvictedDeadLetter(
                letter(evicted.letter()),
                payloads.of(evicted.letter(), evicted.content()),
                payloads.metaData(evicted.content()),
                evicted.at(),
                evicted.reason());
    }

    private DeadLetter letter(StoredLetter letter) {
        return new DeadLetter(
                letter.id(),
                letter.processingGroup(),
                new DeadLetter.Event(
                        letter.event(),
                        letter.resource(),
                        letter.aggregate(),
                        letter.version(),
                        letter.position().toString(),
                        letter.type(),
                        letter.revision(),
                        letter.happenedAt()),
                letter.causeType() == null ? null : new DeadLetter.Cause(letter.causeType(), letter.causeMessage()),
                letter.parkedAt(),
                letter.triedAt(),
                Math.max(0, Duration.between(letter.parkedAt(), clock.instant()).toSeconds()),
                letter.attempts(),
                letter.waiting(),
                links(letter));
    }

    private Map<String, String> links(StoredLetter letter) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", "/api/operations/dead-letters/" + letter.id());
        domains.all().stream()
                .filter(domain -> domain.name().equals(letter.resource()))
                .map(domain -> "/api/" + domain.path() + "/" + letter.aggregate())
                .forEach(item -> {
                    links.put("item", item);
                    links.put("history", item + "/events");
                });
        return links;
    }

    private static DeadLetterDetails.Attempt attempt(StoredLetter.Attempt attempt) {
        return new DeadLetterDetails.Attempt(
                attempt.number(),
                attempt.at(),
                attempt.node(),
                new DeadLetter.Cause(attempt.causeType(), attempt.causeMessage()),
                attempt.stackTrace());
    }
}
