package io.fluvius.live;

import static io.fluvius.live.NoteDomain.event;
import static io.fluvius.live.NoteDomain.rewritten;
import static io.fluvius.live.NoteDomain.written;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While notes are written by many at once and two segments project them at their own pace, followers come and go, on two
 * nodes. Each knows at every moment just what it was told, and in the end what is there. See {@link Replica} for what must not be told.
 */
class ConcurrentSubscribersTest {

    private static final int WRITERS = 3;
    private static final int NOTES_OF_A_WRITER = 40;
    private static final int FOLLOWERS = 6;
    private static final int BUFFER = 30;
    private static final int MISSED = 60;
    private static final Duration PATIENCE = Duration.ofMillis(20);
    /** Written when all else is, and rewritten until everybody has heard of it. */
    private static final UUID LAST = new UUID(-1, -1);

    private static final String[] WORDS = {"milk", "bread", "butter", "milk and bread"};
    private static final String ALL_WORDS = String.join(" ", WORDS);

    private final ChangeFeedFixture notes = new ChangeFeedFixture(BUFFER, MISSED);
    private final AtomicBoolean ended = new AtomicBoolean();

    static Stream<Integer> seeds() {
        return IntStream.range(0, 40).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everybody_knows_what_is_there_and_was_told_nothing_twice(int seed) throws Exception {
        try (ExecutorService people = Executors.newCachedThreadPool()) {
            try {
                watch(people, seed);
            } finally {
                ended.set(true);
                notes.stop();
            }
        }
        assertThat(notes.feed.followers() + notes.otherFeed.followers()).isZero();
    }

    private void watch(ExecutorService people, int seed) throws Exception {
        people.submit(projecting(0));
        people.submit(projecting(1));
        List<Future<Integer>> followers = IntStream.range(0, FOLLOWERS)
                .mapToObj(i -> people.submit(following(filter(i), new Random(-100L * seed - i))))
                .toList();
        List<Future<Void>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> people.submit(writing(new Random(100L * seed + i))))
                .toList();
        for (Future<Void> writer : writers) {
            writer.get();
        }
        notes.store.append(written(LAST, ALL_WORDS));
        for (long version = 1; !areDone(followers); version++) {
            notes.store.append(rewritten(LAST, version, ALL_WORDS));
            await().pollDelay(PATIENCE).until(() -> true);
        }
        for (Future<Integer> follower : followers) {
            assertThat(follower.get()).isPositive();
        }
    }

    private static boolean areDone(List<Future<Integer>> followers) {
        return followers.stream().allMatch(Future::isDone);
    }

    private static Filter filter(int follower) {
        return follower == 0
                ? Filter.ALL
                : new Filter.Compare(
                        NoteDomain.VIEW.field("text").orElseThrow(),
                        Operator.HAS,
                        List.of(WORDS[follower % WORDS.length]));
    }

    /** Gives indexes out and commits them in another order, and some never. */
    private Callable<Void> writing(Random random) {
        return () -> {
            for (int note = 0; note < NOTES_OF_A_WRITER; note++) {
                UUID id = new UUID(random.nextLong(), random.nextLong());
                append(0, new NoteEvent.Written(id, word(random)), random);
                int last = random.nextInt(5);
                for (int version = 1; version <= last; version++) {
                    append(version, new NoteEvent.Rewritten(id, word(random)), random);
                }
                if (random.nextBoolean()) {
                    append(last + 1, new NoteEvent.Torn(id), random);
                }
            }
            return null;
        };
    }

    private void append(long version, NoteEvent next, Random random) {
        long index = notes.store.reserve();
        if (random.nextInt(10) == 0) {
            index = notes.store.reserve();
        }
        for (int pause = random.nextInt(20); pause > 0; pause--) {
            Thread.yield();
        }
        notes.store.commit(index, event(version, next));
    }

    private Callable<Void> projecting(int segment) {
        return () -> {
            while (!ended.get()) {
                notes.project(segment);
                Thread.yield();
            }
            return null;
        };
    }

    /** Leaves again and again, and comes back to where it was. */
    private Callable<Integer> following(Filter filter, Random random) {
        return () -> {
            Replica<Note> copy = new Replica<>(NoteDomain.VIEW);
            while (!follow(copy, filter, random)) {
                assertThat(ended).isFalse();
            }
            assertThat(copy.rows().values())
                    .filteredOn(note -> !note.id().equals(LAST))
                    .containsExactlyInAnyOrderElementsOf(notes.rows(filter).stream()
                            .filter(note -> !note.id().equals(LAST))
                            .toList());
            return copy.beginnings();
        };
    }

    /** Takes some changes from one of the nodes; whether it came to the end. */
    private boolean follow(Replica<Note> copy, Filter filter, Random random) throws InterruptedException {
        String place = copy.interrupted();
        try (ChangeSubscription<Note> following =
                random.nextBoolean() ? notes.follow(filter, place) : notes.followElsewhere(filter, place)) {
            for (int i = random.nextInt(40); i > 0; i--) {
                Optional<Change<Note>> next = following.next(PATIENCE);
                next.ifPresent(copy::take);
                if (next.filter(ConcurrentSubscribersTest::isLast).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whatever was written before was told before. */
    private static boolean isLast(Change<Note> change) {
        return change instanceof Change.Changed<Note> changed
                && changed.row().id().equals(LAST);
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
