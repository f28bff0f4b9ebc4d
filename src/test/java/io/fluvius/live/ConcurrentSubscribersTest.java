package io.fluvius.live;

import static io.fluvius.live.NoteDomain.created;
import static io.fluvius.live.NoteDomain.event;
import static io.fluvius.live.NoteDomain.textChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.view.Operator;
import io.fluvius.live.NoteDomain.Note;
import io.fluvius.live.NoteDomain.NoteEvent;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several writers append events and two segments project them at different paces, while subscribers connect to and
 * disconnect from two nodes. Each subscriber receives each change once, as {@link Replica} checks, and ends with the rows
 * that match its filter.
 */
class ConcurrentSubscribersTest {

    private static final int WRITERS = 3;
    private static final int NOTES_PER_WRITER = 40;
    private static final int SUBSCRIBERS = 6;
    private static final int BUFFER = 30;
    private static final int MAX_MISSED = 60;
    private static final Duration TIMEOUT = Duration.ofMillis(20);
    /** The pause of a segment that finds no events, so that the other threads run. */
    private static final Duration IDLE = Duration.ofNanos(100_000);
    /** The note that is created after all others and changed until every subscriber has received it. */
    private static final UUID LAST = new UUID(-1, -1);

    private static final String[] WORDS = {"milk", "bread", "butter", "milk and bread"};
    private static final String ALL_WORDS = String.join(" ", WORDS);

    private final ChangeFeedFixture notes = new ChangeFeedFixture(BUFFER, MAX_MISSED);
    private final AtomicBoolean ended = new AtomicBoolean();

    static Stream<Integer> seeds() {
        return IntStream.range(0, 40).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_subscriber_receives_each_change_once_and_ends_with_the_rows_that_match(int seed) throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            try {
                writeAndReceive(threads, seed);
            } finally {
                ended.set(true);
                notes.close();
            }
        }
        assertThat(notes.feed.subscriberCount() + notes.otherFeed.subscriberCount())
                .isZero();
    }

    private void writeAndReceive(ExecutorService threads, int seed) throws Exception {
        threads.submit(projecting(0));
        threads.submit(projecting(1));
        List<Future<Integer>> subscribers = IntStream.range(0, SUBSCRIBERS)
                .mapToObj(i -> threads.submit(subscribing(filter(i), new Random(-100L * seed - i))))
                .toList();
        List<Future<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> threads.submit(writing(new Random(100L * seed + i))))
                .toList();
        for (Future<Void> writer : writers) {
            writer.get();
        }
        notes.store.append(created(LAST, ALL_WORDS));
        for (long version = 1; !areDone(subscribers); version++) {
            notes.store.append(textChanged(LAST, version, ALL_WORDS));
            await().pollDelay(TIMEOUT).until(() -> true);
        }
        for (Future<Integer> snapshots : subscribers) {
            assertThat(snapshots.get()).isPositive();
        }
    }

    private static boolean areDone(List<Future<Integer>> subscribers) {
        return subscribers.stream().allMatch(Future::isDone);
    }

    private static Filter filter(int subscriber) {
        return subscriber == 0
                ? Filter.ALL
                : new Filter.Compare(
                        NoteDomain.VIEW.field("text").orElseThrow(),
                        Operator.HAS,
                        List.of(WORDS[subscriber % WORDS.length]));
    }

    /** Some appends fail, and leave an index without an event. */
    private Callable<Void> writing(Random random) {
        return () -> {
            for (int note = 0; note < NOTES_PER_WRITER; note++) {
                UUID id = new UUID(random.nextLong(), random.nextLong());
                append(0, new NoteEvent.Created(id, word(random)), random);
                int last = random.nextInt(5);
                for (int version = 1; version <= last; version++) {
                    append(version, new NoteEvent.TextChanged(id, word(random)), random);
                }
                if (random.nextBoolean()) {
                    append(last + 1, new NoteEvent.Deleted(id), random);
                }
            }
            return null;
        };
    }

    private void append(long version, NoteEvent next, Random random) {
        if (random.nextInt(10) == 0) {
            notes.store.failToAppend();
        }
        for (int pause = random.nextInt(20); pause > 0; pause--) {
            Thread.yield();
        }
        notes.store.append(event(version, next));
    }

    private Callable<Void> projecting(int segment) {
        return () -> {
            while (!ended.get()) {
                if (!notes.project(segment)) {
                    LockSupport.parkNanos(IDLE.toNanos());
                }
            }
            return null;
        };
    }

    /** Disconnects repeatedly and resumes at its last position. */
    private Callable<Integer> subscribing(Filter filter, Random random) {
        return () -> {
            Replica<Note> replica = new Replica<>(NoteDomain.VIEW);
            while (!receive(replica, filter, random)) {
                assertThat(ended).isFalse();
            }
            assertThat(replica.rows().values())
                    .filteredOn(note -> !note.id().equals(LAST))
                    .containsExactlyInAnyOrderElementsOf(notes.rows(filter).stream()
                            .filter(note -> !note.id().equals(LAST))
                            .toList());
            return replica.snapshots();
        };
    }

    /** Applies some changes from one of the nodes. Returns whether the last note was among them. */
    private boolean receive(Replica<Note> replica, Filter filter, Random random) throws InterruptedException {
        String resumeAt = replica.resumePosition();
        try (ChangeSubscription<Note> subscription = random.nextBoolean()
                ? notes.subscribe(filter, resumeAt)
                : notes.subscribeOnOtherNode(filter, resumeAt)) {
            for (int i = random.nextInt(40); i > 0; i--) {
                Optional<Change<Note>> next = subscription.next(TIMEOUT);
                next.ifPresent(replica::apply);
                if (next.filter(ConcurrentSubscribersTest::isLast).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Changes are received in order, so no other change follows that of the last note. */
    private static boolean isLast(Change<Note> change) {
        return change instanceof Change.Changed<Note> changed
                && changed.row().id().equals(LAST);
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
