package io.fluvius.processing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.jspecify.annotations.Nullable;

/** Tokens of one processor in memory, which notes what happens to them. */
final class RecordedTokens extends InMemoryTokenStore {

    private final String processor;
    private final List<Integer> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> released = new ArrayList<>();
    private int elsewhere = -1;

    RecordedTokens(String processor) {
        this.processor = processor;
    }

    /** The segments whose tokens were stored, in that order. */
    List<Integer> stored() {
        return stored;
    }

    /** The segments that were given back. */
    List<Integer> released() {
        return released;
    }

    /** A segment that cannot be claimed. */
    void haveElsewhere(int segment) {
        elsewhere = segment;
    }

    /** Every segment has read that far, -1 for nothing. */
    void have(long[] reached) {
        have(LongStream.of(reached)
                .<@Nullable TrackingToken>mapToObj(
                        position -> position < 0 ? null : new GlobalSequenceTrackingToken(position))
                .toList());
    }

    /** The tokens of all segments. */
    void have(List<? extends @Nullable TrackingToken> reached) {
        initializeTokenSegments(processor, reached.size());
        for (int segment = 0; segment < reached.size(); segment++) {
            super.storeToken(reached.get(segment), processor, segment);
        }
    }

    @Nullable TrackingToken of(int segment) {
        return super.fetchToken(processor, segment);
    }

    List<SegmentToken> segmentTokens() {
        int[] ids = fetchSegments(processor);
        return IntStream.of(ids)
                .mapToObj(id -> SegmentToken.of(Segment.computeSegment(id, ids), of(id)))
                .toList();
    }

    /** How far the segments are, without those that are as far as another one. */
    List<Long> reached() {
        return segmentTokens().stream().map(SegmentToken::index).distinct().toList();
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processorName, int segment) {
        super.storeToken(token, processorName, segment);
        stored.add(segment);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processorName, int segment) {
        if (segment == elsewhere) {
            throw new UnableToClaimTokenException("Another node has it");
        }
        return super.fetchToken(processorName, segment);
    }

    @Override
    public void releaseClaim(String processorName, int segment) {
        released.add(segment);
    }
}
