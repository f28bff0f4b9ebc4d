package io.fluvius.live;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * A position in the stream of all events, with its gaps. It includes every event up to an index except the gaps: indexes
 * that were not committed when the stream passed them. Its text form is the index, followed by the gaps if there are any:
 * {@code 1042} or {@code 1042-1038.1041}. Immutable.
 *
 * @param index the global index of the latest event; -1 before the first event
 * @param gaps earlier indexes that are not included
 */
record StreamPosition(long index, SortedSet<Long> gaps) {

    /** The most gaps in the text form, which must fit into an HTTP request header of at most 8 KiB beside other headers. */
    static final int MAX_GAPS = 250;

    private static final Pattern TEXT =
            Pattern.compile("(-1|\\d{1,18})(?:-(\\d{1,18}(?:\\.\\d{1,18}){0," + (MAX_GAPS - 1) + "}))?");

    static StreamPosition of(@Nullable TrackingToken token) {
        if (token instanceof GapAwareTrackingToken gapAware) {
            return new StreamPosition(gapAware.getIndex(), gapAware.getGaps());
        }
        return new StreamPosition(token == null ? -1 : token.position().orElse(-1), new TreeSet<>());
    }

    /** Parses the text form. Throws a problem with {@link ProblemCode#INVALID_QUERY} for any other text. */
    static StreamPosition parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (parts.matches()) {
            long index = Long.parseLong(parts.group(1));
            TreeSet<Long> gaps = gaps(parts.group(2));
            if (gaps.isEmpty() || gaps.last() < index) {
                return new StreamPosition(index, gaps);
            }
        }
        throw Problem.of(ProblemCode.INVALID_QUERY, "Invalid resume position")
                .at("/Last-Event-ID", "must be the id of an event of this stream")
                .asException();
    }

    private static TreeSet<Long> gaps(@Nullable String text) {
        List<String> gaps = text == null ? List.of() : Arrays.asList(text.split("\\."));
        return gaps.stream().map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the token to open a stream with, of the same type as another token of the store. */
    @Nullable TrackingToken toToken(@Nullable TrackingToken sameType) {
        if (index < 0) {
            return null;
        }
        return sameType instanceof GlobalSequenceTrackingToken
                ? new GlobalSequenceTrackingToken(index)
                : GapAwareTrackingToken.newInstance(index, gaps);
    }

    boolean includes(long event) {
        return event <= index && !gaps.contains(event);
    }

    /** Returns the index of the event that a stream read between this position and the next one. */
    long indexRead(StreamPosition next) {
        if (next.index > index) {
            return next.index;
        }
        TreeSet<Long> filled = new TreeSet<>(gaps);
        filled.removeAll(next.gaps);
        // the store also drops gaps that timed out; those are older than the one that was filled
        return filled.isEmpty() ? next.index : filled.last();
    }

    /** Returns the position that includes the events of this position and of another one. */
    StreamPosition union(StreamPosition other) {
        if (other.index > index) {
            return other.union(this);
        }
        TreeSet<Long> left = new TreeSet<>(gaps);
        left.removeIf(other::includes);
        return new StreamPosition(index, left);
    }

    /** Returns this position without some of its events. */
    StreamPosition without(Collection<Long> events) {
        TreeSet<Long> left = new TreeSet<>(gaps);
        left.addAll(events);
        long latest = index;
        while (left.remove(latest)) {
            latest--;
        }
        return new StreamPosition(latest, left);
    }

    /** Returns the text form, or null if there are more than {@value #MAX_GAPS} gaps. */
    @Nullable String text() {
        return gaps.size() > MAX_GAPS ? null : toString();
    }

    @Override
    public String toString() {
        return gaps.isEmpty()
                ? Long.toString(index)
                : index + "-" + gaps.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
