package io.fluvius.live;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * A place in the stream of all events: everything up to an index but the gaps, which were not committed when the stream
 * passed by. As text an index, or one with its gaps: {@code 1042} or {@code 1042-1038.1041}.
 *
 * @param index the latest event, -1 for none
 * @param gaps earlier indexes that are not included
 */
record StreamPosition(long index, SortedSet<Long> gaps) {

    /** The most gaps of a text: it has to fit into a header of HTTP, which may have 8 KiB, with others beside it. */
    static final int MOST_GAPS = 250;

    private static final Pattern TEXT =
            Pattern.compile("(-1|\\d{1,18})(?:-(\\d{1,18}(?:\\.\\d{1,18}){0," + (MOST_GAPS - 1) + "}))?");

    static StreamPosition of(@Nullable TrackingToken token) {
        if (token instanceof GapAwareTrackingToken gapAware) {
            return new StreamPosition(gapAware.getIndex(), gapAware.getGaps());
        }
        return new StreamPosition(token == null ? -1 : token.position().orElse(-1), new TreeSet<>());
    }

    /** Throws {@link ProblemCode#INVALID_QUERY} for a text that is no place. */
    static StreamPosition parse(String text) {
        var parts = TEXT.matcher(text.strip());
        if (parts.matches()) {
            long index = Long.parseLong(parts.group(1));
            TreeSet<Long> gaps = gaps(parts.group(2));
            if (gaps.isEmpty() || gaps.last() < index) {
                return new StreamPosition(index, gaps);
            }
        }
        throw Problem.of(ProblemCode.INVALID_QUERY, "The place to go on from is none")
                .at("/Last-Event-ID", "must be the id of an event of this stream")
                .asException();
    }

    private static TreeSet<Long> gaps(@Nullable String text) {
        List<String> gaps = text == null ? List.of() : Arrays.asList(text.split("\\."));
        return gaps.stream().map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The token to go on from, of the kind that a store has. */
    @Nullable TrackingToken token(@Nullable TrackingToken ofTheStore) {
        if (index < 0) {
            return null;
        }
        return ofTheStore instanceof GlobalSequenceTrackingToken
                ? new GlobalSequenceTrackingToken(index)
                : GapAwareTrackingToken.newInstance(index, gaps);
    }

    boolean includes(long event) {
        return event <= index && !gaps.contains(event);
    }

    /** The index of the event that led from this place to the next one in a stream. */
    long eventBefore(StreamPosition next) {
        if (next.index > index) {
            return next.index;
        }
        TreeSet<Long> filled = new TreeSet<>(gaps);
        filled.removeAll(next.gaps);
        // those that were given up for lost are the oldest
        return filled.isEmpty() ? next.index : filled.last();
    }

    /** This place and another one: it includes what either of them includes. */
    StreamPosition and(StreamPosition other) {
        if (other.index > index) {
            return other.and(this);
        }
        TreeSet<Long> left = new TreeSet<>(gaps);
        left.removeIf(other::includes);
        return new StreamPosition(index, left);
    }

    /** This place without some of the events that it includes. */
    StreamPosition without(Collection<Long> events) {
        TreeSet<Long> left = new TreeSet<>(gaps);
        left.addAll(events);
        long latest = index;
        while (left.remove(latest)) {
            latest--;
        }
        return new StreamPosition(latest, left);
    }

    /** What {@link #parse} takes; null for a place that has more gaps than a text may have. */
    @Nullable String text() {
        return gaps.size() > MOST_GAPS ? null : toString();
    }

    @Override
    public String toString() {
        return gaps.isEmpty()
                ? Long.toString(index)
                : index + "-" + gaps.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
